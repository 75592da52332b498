public import IniaPrimitives
internal import Synchronization

/// Files in memory. Folders are there where a file's path begins with them.
public final class ScriptedFiles: Files {
    private let files: Mutex<[String: Bytes]>

    public init(_ files: [String: Bytes] = [:]) { self.files = Mutex(files) }

    /// Files of the given texts.
    public convenience init(texts: [String: String]) { self.init(texts.mapValues { Bytes(utf8: $0) }) }

    /// All files by their paths, as they are now.
    public var contents: [String: Bytes] { files.withLock { $0 } }

    /// Takes a file away.
    public func remove(_ path: String) { files.withLock { $0[path] = nil } }

    public func read(_ path: String) -> Bytes? { files.withLock { $0[path] } }

    public func size(_ path: String) -> Int64? { read(path).map { Int64($0.count) } }

    public func list(_ path: String) -> [String] {
        let prefix = path.utf8.last == UInt8(ascii: "/") ? path : path + "/"
        let names = contents.keys.compactMap { file -> Substring? in
            guard file.hasPrefix(prefix) else { return nil }
            return file.dropFirst(prefix.count).prefix { $0 != "/" }
        }
        return Set(names).filter { !$0.isEmpty }.map(String.init)
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    public func replace(_ path: String, with content: Bytes) { files.withLock { $0[path] = content } }

    public func map(_ path: String) -> MappedFile? { read(path).map { MappedFile($0) } }

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
