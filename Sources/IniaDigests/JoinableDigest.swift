/// A checksum whose value for two parts that follow each other comes from the values of each.
protocol JoinableDigest: IncrementalDigest {
    /// Takes in so many bytes by their checksum, as if they came next.
    mutating func join(_ next: Self, count: UInt64)
}

extension JoinableDigest {
    /// The digest of both parts, or nil where the second is of another kind.
    func joined(by next: any IncrementalDigest, count: UInt64) -> (any IncrementalDigest)? {
        guard let next = next as? Self else { return nil }
        var whole = self
        whole.join(next, count: count)
        return whole
    }
}
