public import IniaPrimitives
internal import Synchronization

/// Files in memory. Folders are there where a file's path begins with them.
public final class ScriptedFiles: Files {
    private let files: Mutex<[String: Bytes]>

    /// Creates files of the given contents by their paths.
    public init(_ files: [String: Bytes] = [:]) { self.files = Mutex(files) }

    /// Files of the given texts.
    public convenience init(texts: [String: String]) { self.init(texts.mapValues { Bytes(utf8: $0) }) }

    /// All files by their paths, as they are now.
    public var contents: [String: Bytes] { files.withLock { $0 } }

    /// Takes a file away.
    public func remove(_ path: String) { files.withLock { $0[path] = nil } }

    /// The content of a file, or nil where there is none.
    public func read(_ path: String) -> Bytes? { files.withLock { $0[path] } }

    /// The size of a file in bytes, or nil where there is none.
    public func size(_ path: String) -> Int64? { read(path).map { Int64($0.count) } }

    /// The names in a folder, sorted by their bytes; none where no file is below it.
    public func list(_ path: String) -> [String] {
        let prefix = path.utf8.last == UInt8(ascii: "/") ? path : path + "/"
        let names = contents.keys.compactMap { file -> Substring? in
            guard file.hasPrefix(prefix) else { return nil }
            return file.dropFirst(prefix.count).prefix { $0 != "/" }
        }
        return Set(names.filter { !$0.isEmpty }.map(String.init)).sortedByBytes()
    }

    /// Puts a content in the place of a file.
    public func replace(_ path: String, with content: Bytes) { files.withLock { $0[path] = content } }

    /// The content of a file as if it were mapped, or nil where there is none.
    public func map(_ path: String) -> MappedFile? { read(path).map { MappedFile($0) } }

    /// Opens a part of a file as it is now.
    public func openForReading(_ path: String, offset: Int64, count: Int64?) async throws -> any ByteSource {
        guard let content = read(path) else {
            throw HostError(during: "reading", subject: path, reason: "No such file or directory")
        }
        let start = Int(clamping: max(offset, 0))
        let (end, overflow) = start.addingReportingOverflow(Int(clamping: max(count ?? .max, 0)))
        let bounded = overflow ? content.count : min(end, content.count)
        return try await Body.bytes(content.slice(min(start, bounded)..<bounded)).open(files: self)
    }
}
