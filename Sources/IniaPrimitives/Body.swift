import Synchronization

/// The payload of a request or a response: bytes at hand, a file, or a stream.
///
/// A body is a reference with identity. One that came over the wire, or from a one-shot source, can be read once;
/// reading it again throws ``BodyError/Code/alreadyRead``. Letting go of an unread body frees what it holds.
public final class Body: Sendable {
    /// Where the bytes come from.
    public enum Content: Sendable {
        /// Bytes in memory.
        case bytes(Bytes)
        /// A part of a file: from an offset, for a number of bytes or to its end.
        case file(path: String, offset: Int64, count: Int64?)
        /// A source that can be made anew for each attempt, with its number of bytes where that is known.
        case replayable(count: Int64?, make: @Sendable () async throws -> any ByteSource)
        /// A source that can be read once, with its number of bytes where that is known.
        case once(count: Int64?, source: any ByteSource)
    }

    /// Where the bytes come from.
    public let content: Content
    private let isTaken = Atomic(false)

    /// Creates a body.
    public init(_ content: Content) {
        self.content = content
    }

    deinit {
        if case .once(_, let source) = content, !isTaken.load(ordering: .relaxed) { source.abandon() }
    }

    /// A body of the given bytes.
    public static func bytes(_ bytes: Bytes) -> Body { Body(.bytes(bytes)) }

    /// A body of a text in UTF-8.
    public static func text(_ text: some StringProtocol) -> Body { .bytes(Bytes(utf8: text)) }

    /// A body of a file, read while it is sent.
    ///
    /// - Parameters:
    ///   - offset: where to begin, in bytes.
    ///   - count: how many bytes to send; nil for all up to the end.
    public static func file(_ path: String, offset: Int64 = 0, count: Int64? = nil) -> Body {
        Body(.file(path: path, offset: offset, count: count))
    }

    /// A body of no bytes.
    public static var empty: Body { Body(.bytes(Bytes())) }

    /// The number of bytes, where it is known without reading; a file's is known only to who opens it.
    public var count: Int64? {
        switch content {
        case .bytes(let bytes): Int64(bytes.count)
        case .file(_, _, let count), .replayable(let count, _), .once(let count, _): count
        }
    }

    /// Whether the body can be read again from its start, as a retry needs.
    public var isReplayable: Bool {
        if case .once = content { false } else { true }
    }

    /// Opens the body for reading from its start.
    ///
    /// - Parameter files: what opens a file's part; a body of another kind never asks it.
    /// - Throws: ``BodyError`` with ``BodyError/Code/alreadyRead`` for the second reading of a one-shot body, or
    ///   whatever opening throws.
    public func open(files: some FileOpener) async throws -> any ByteSource {
        switch content {
        case .bytes(let bytes): return SingleChunk(bytes)
        case .file(let path, let offset, let count):
            return try await files.openForReading(path, offset: offset, count: count)
        case .replayable(_, let make): return try await make()
        case .once(_, let source):
            guard !isTaken.exchange(true, ordering: .relaxed) else { throw BodyError(.alreadyRead) }
            return source
        }
    }
}

extension Body: Equatable {
    /// Whether two references are to the same body.
    public static func == (left: Body, right: Body) -> Bool { left === right }
}

extension Body: CustomDebugStringConvertible {
    /// The kind of the body and its length; never its content, which may be a secret.
    public var debugDescription: String {
        let length = count.map { "\($0) bytes" } ?? "unknown length"
        return switch content {
        case .bytes: "Body(\(length))"
        case .file(let path, _, _): "Body(file \(path))"
        case .replayable, .once: "Body(stream, \(length))"
        }
    }
}

/// A pull source of bytes: whoever wants more asks for it, and what nobody asks for is not read.
public protocol ByteSource: Sendable {
    /// The next bytes, never empty, or nil at the end; not called again after nil or an error.
    func next() async throws -> Bytes?

    /// Frees what the source holds. Called by a reader that stops before the end; it may be called more than once.
    func abandon()

    /// Whether what is asked for comes from a file, so that whoever reads it does well to do so where it may block.
    var readsFile: Bool { get }
}

extension ByteSource {
    /// False, as for most sources.
    public var readsFile: Bool { false }
}

/// Opens parts of files as byte sources.
public protocol FileOpener: Sendable {
    /// Opens a file from an offset, for a number of bytes or to its end.
    func openForReading(_ path: String, offset: Int64, count: Int64?) async throws -> any ByteSource
}

/// What can be wrong with a body.
public struct BodyError: Error, Hashable, Sendable {
    /// The kinds of problem.
    public struct Code: Hashable, Sendable {
        /// The kind in words.
        public let name: String

        /// Creates a kind of one's own.
        public init(_ name: String) { self.name = name }

        /// The body is read once only, and has been.
        public static let alreadyRead = Code("body already read")
        /// The body has more bytes than the reader allowed.
        public static let tooLarge = Code("body too large")
        /// The bytes are not UTF-8 text.
        public static let notText = Code("body is not text")
        /// The body has fewer bytes than it was said to have.
        public static let cutShort = Code("body cut short")
        /// A file body was read where no files can be opened.
        public static let noFiles = Code("no file access")
    }

    /// The kind of problem.
    public let code: Code

    /// Creates an error.
    public init(_ code: Code) { self.code = code }
}

/// A source of one chunk.
private final class SingleChunk: ByteSource {
    private let bytes: Mutex<Bytes?>

    init(_ bytes: Bytes) { self.bytes = Mutex(bytes.isEmpty ? nil : bytes) }

    func next() -> Bytes? {
        bytes.withLock { bytes in
            defer { bytes = nil }
            return bytes
        }
    }

    func abandon() {}
}
