/// A source whose bytes lie in an open file, for whoever can do with the file itself: the system sends its pages
/// without their passing through the process's memory, and several threads may read it at once.
///
/// Its bytes are taken either so or by ``ByteSource/next()``, never by both.
public protocol FileParts: ByteSource {
    /// The place of the next bytes, so many at most, or nil at the end.
    ///
    /// - Throws: what looking at the file fails with; the source is of no use then.
    func nextPart(upTo limit: Int64) throws -> FilePart?
}

/// A part of an open file, which stays open as long as anyone refers to the part.
public struct FilePart: Sendable {
    /// The open file. Where it stands plays no part, and must not be changed.
    public let descriptor: Int32
    /// Where the part begins, in bytes from the start of the file.
    public let offset: Int64
    /// The number of bytes. A file that was cut short since has fewer.
    public let count: Int64
    private let keeper: any AnyObject & Sendable

    /// Creates a part of a file.
    ///
    /// - Parameter keeper: what keeps the file open.
    public init(descriptor: Int32, offset: Int64, count: Int64, keeper: any AnyObject & Sendable) {
        self.descriptor = descriptor
        self.offset = offset
        self.count = count
        self.keeper = keeper
    }
}
