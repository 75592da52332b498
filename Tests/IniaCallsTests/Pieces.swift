import IniaPrimitives
import Synchronization

/// A source of pieces laid down beforehand.
final class Pieces: ByteSource {
    private let state: Mutex<(rest: [Bytes], isAbandoned: Bool)>

    init(_ texts: [String]) { state = Mutex((texts.map { Bytes(utf8: $0) }, false)) }

    var isAbandoned: Bool { state.withLock { $0.isAbandoned } }

    func next() async throws -> Bytes? { state.withLock { $0.rest.isEmpty ? nil : $0.rest.removeFirst() } }

    func abandon() { state.withLock { $0.isAbandoned = true } }
}

/// No files at all.
struct NoFiles: FileOpener {
    func openForReading(_ path: String, offset: Int64, count: Int64?) async throws -> any ByteSource {
        throw BodyError(.noFiles)
    }
}
