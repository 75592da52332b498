internal import IniaPrimitives
internal import Synchronization

/// A response's body as it comes off its connection, which goes back to the pool with the last byte.
final class ResponseBody: ByteSource {
    private enum Phase {
        case reading
        case done
        case abandoned
    }

    private let source: any ChunkSource
    private let connection: PooledConnection
    private let pool: ConnectionPool
    private let phase = Mutex(Phase.reading)

    init(_ source: any ChunkSource, of connection: PooledConnection, pool: ConnectionPool) {
        self.source = source
        self.connection = connection
        self.pool = pool
    }

    func next() async throws -> Bytes? {
        guard phase.withLock({ $0 == .reading }) else { return nil }
        let chunk: Chunk
        do {
            chunk = try await source.nextChunk()
        } catch {
            if leave(.done) { await pool.release(connection, isReusable: connection.isReusable) }
            throw error
        }
        if chunk.isLast, leave(.done) { await pool.release(connection, isReusable: chunk.isReusable) }
        return chunk.bytes.isEmpty ? nil : chunk.bytes
    }

    func abandon() {
        guard leave(.abandoned) else { return }
        source.discard()
        Task { [connection, pool] in await pool.release(connection, isReusable: connection.isReusable) }
    }

    /// Ends the reading; gives whether it was under way, so that the connection is given back once.
    private func leave(_ end: Phase) -> Bool {
        phase.withLock { phase in
            guard phase == .reading else { return false }
            phase = end
            return true
        }
    }
}
