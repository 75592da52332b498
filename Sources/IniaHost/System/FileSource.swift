internal import Glibc
internal import IniaPrimitives
internal import Synchronization

/// A part of a regular file, read in chunks on threads of its own.
final class FileSource: ByteSource {
    private struct State: ~Copyable {
        var file: Descriptor?
        var offset: Int64
        /// How many bytes are still wanted.
        var remaining: Int64
    }

    // The lock is held while a chunk is read, on the reading thread; `abandon` must not wait for that, so it only
    // leaves word where it finds the lock taken.
    private let state: Mutex<State>
    private let isAbandoned = Atomic(false)

    private static let chunk: Int64 = 256 * 1024

    init(_ path: String, offset: Int64, count: Int64?) throws(HostError) {
        // Not to wait for a writer where the file is a pipe, which is then refused.
        guard let file = try Descriptor(opening: path, flags: O_RDONLY | O_NONBLOCK, during: "reading") else {
            throw HostError(during: "reading", subject: path, errno: ENOENT)
        }
        _ = try file.regularSize()
        guard offset >= 0 else { throw HostError(during: "reading", subject: path, errno: EINVAL) }
        state = Mutex(State(file: consume file, offset: offset, remaining: count ?? .max))
    }

    func next() async throws -> Bytes? {
        try Task.checkCancellation()
        return try await PosixFiles.threads.run { Result { try self.readChunk() } }.get()
    }

    private func readChunk() throws -> Bytes? {
        let chunk = try state.withLock { state throws in
            guard !isAbandoned.load(ordering: .sequentiallyConsistent) else { return [UInt8]() }
            let room = Int(min(state.remaining, Self.chunk))
            guard room > 0 else { return [] }
            let chunk = try state.file?.readChunk(room, at: state.offset) ?? []
            state.offset += Int64(chunk.count)
            state.remaining -= Int64(chunk.count)
            return chunk
        }
        if chunk.isEmpty || isAbandoned.load(ordering: .sequentiallyConsistent) { close() }
        return chunk.isEmpty ? nil : Bytes(chunk)
    }

    func abandon() {
        isAbandoned.store(true, ordering: .sequentiallyConsistent)
        state.withLockIfAvailable { $0.file = nil }
    }

    private func close() { state.withLock { $0.file = nil } }
}
