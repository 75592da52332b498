/// A source whose bytes the system can move into a file by itself, without their passing through the process's memory.
public protocol FileFeeder: ByteSource {
    /// Waits for the next bytes and moves them into an open file, to where its descriptor stands.
    ///
    /// - Returns: how many there were; nil where what comes next, if anything, is to be had from ``ByteSource/next()``
    ///   alone.
    /// - Throws: what reading throws, or what writing the file does; the source is of no use then.
    func feed(_ file: Int32) async throws -> Int?
}
