internal import Glibc
internal import IniaPrimitives
internal import Synchronization

/// A part of a regular file, read in chunks on threads of its own, one chunk ahead of its reader.
final class FileSource: FileParts {
    var readsFile: Bool { true }

    private struct State {
        var file: OpenFile?
        var offset: Int64
        /// How many bytes are still wanted.
        var remaining: Int64
    }

    /// How the next chunk stands.
    private enum Chunk {
        case notAskedFor
        case beingRead
        case awaited(CheckedContinuation<Bytes?, any Error>)
        case there(Result<Bytes?, any Error>)
    }

    // The lock is held while a chunk is read, on the reading thread; `abandon` must not wait for that, so it only
    // leaves word where it finds the lock taken.
    private let state: Mutex<State>
    private let isAbandoned = Atomic(false)
    private let upcoming = Mutex(Chunk.notAskedFor)

    private static let chunk: Int64 = 256 * 1024

    init(_ path: String, offset: Int64, count: Int64?) throws(HostError) {
        // Not to wait for a writer where the file is a pipe, which is then refused.
        guard let file = try Descriptor(opening: path, flags: O_RDONLY | O_NONBLOCK, during: "reading") else {
            throw HostError(during: "reading", subject: path, errno: ENOENT)
        }
        _ = try file.regularSize()
        guard offset >= 0 else { throw HostError(during: "reading", subject: path, errno: EINVAL) }
        state = Mutex(State(file: OpenFile(file), offset: offset, remaining: count ?? .max))
    }

    /// Creates a source of a part of an open file.
    init(_ file: OpenFile, offset: Int64, count: Int64) {
        state = Mutex(State(file: file, offset: offset, remaining: count))
    }

    func nextPart(upTo limit: Int64) throws -> FilePart? {
        guard !isAbandoned.load(ordering: .sequentiallyConsistent) else { return nil }
        return try state.withLock { state throws in
            guard let file = state.file else { return nil }
            let size = Int64(try file.descriptor.regularSize())
            let count = min(limit, state.remaining, size - state.offset)
            guard count > 0 else {
                state.file = nil
                return nil
            }
            defer {
                state.offset += count
                state.remaining -= count
            }
            return FilePart(
                descriptor: file.descriptor.number, offset: state.offset, count: count, keeper: file)
        }
    }

    func next() async throws -> Bytes? {
        try Task.checkCancellation()
        guard !isAbandoned.load(ordering: .sequentiallyConsistent) else { return nil }
        if PosixFiles.isOnThread, let chunk = try chunkAtOnce() { return chunk.isEmpty ? nil : chunk }
        let chunk = try await upcomingChunk()
        // The disk and the reader work at the same time.
        if chunk != nil { readAhead() }
        return chunk
    }

    /// The next chunk, none at the end, where nobody reads it already: who may block needs no other thread for that.
    private func chunkAtOnce() throws -> Bytes? {
        let isFree = upcoming.withLock { upcoming in
            if case .notAskedFor = upcoming { true } else { false }
        }
        return isFree ? try readChunk() ?? Bytes() : nil
    }

    private func upcomingChunk() async throws -> Bytes? {
        try await withCheckedThrowingContinuation { continuation in
            var isMissing = false
            let result = upcoming.withLock { upcoming -> Result<Bytes?, any Error>? in
                switch upcoming {
                case .there(let result):
                    upcoming = .notAskedFor
                    return result
                // Whoever asks twice at once gets the end.
                case .awaited: return .success(nil)
                case .notAskedFor: isMissing = true
                case .beingRead: break
                }
                upcoming = .awaited(continuation)
                return nil
            }
            if let result { continuation.resume(with: result) }
            if isMissing { PosixFiles.threads.start { self.finish(Result { try self.readChunk() }) } }
        }
    }

    private func readAhead() {
        let isMissing = upcoming.withLock { upcoming in
            guard case .notAskedFor = upcoming else { return false }
            upcoming = .beingRead
            return true
        }
        guard isMissing else { return }
        PosixFiles.threads.start { self.finish(Result { try self.readChunk() }) }
    }

    private func finish(_ result: Result<Bytes?, any Error>) {
        let reader = upcoming.withLock { upcoming -> CheckedContinuation<Bytes?, any Error>? in
            if case .awaited(let continuation) = upcoming {
                upcoming = .notAskedFor
                return continuation
            }
            upcoming = .there(result)
            return nil
        }
        reader?.resume(with: result)
    }

    private func readChunk() throws -> Bytes? {
        let chunk = try state.withLock { state throws in
            guard !isAbandoned.load(ordering: .sequentiallyConsistent) else { return [UInt8]() }
            let room = Int(min(state.remaining, Self.chunk))
            guard room > 0 else { return [] }
            let chunk = try state.file?.descriptor.readChunk(room, at: state.offset) ?? []
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
