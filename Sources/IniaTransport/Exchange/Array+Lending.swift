extension [UInt8] {
    /// Lends the memory; as the standard library's, but keeping the type of what is thrown.
    func lend<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try span.bytes.withUnsafeBytes(body)
    }

    /// Lends the memory for writing.
    mutating func lendMutable<Result, Failure: Error>(
        _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var bytes = mutableSpan
        var raw = bytes.mutableBytes
        return try raw.withUnsafeMutableBytes(body)
    }
}
