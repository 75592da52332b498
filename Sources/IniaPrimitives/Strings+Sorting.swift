extension [String] {
    /// The texts in the order of their bytes; one function for all, since each sort that is specialized takes kilobytes.
    package func sortedByBytes() -> [String] { sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
}

extension Set<String> {
    /// The texts in the order of their bytes.
    package func sortedByBytes() -> [String] { Array(self).sortedByBytes() }
}
