internal import IniaPrimitives
internal import Synchronization

/// A response's body as it comes off its connection, which goes back to the pool with the last byte.
final class ResponseBody: ByteSource {
    private enum Phase {
        case reading
        case done
        case abandoned
    }

    private let connection: Connection
    private let pool: ConnectionPool
    private let phase = Mutex(Phase.reading)

    init(_ connection: Connection, pool: ConnectionPool) {
        self.connection = connection
        self.pool = pool
    }

    func next() async throws -> Bytes? {
        guard phase.withLock({ $0 == .reading }) else { return nil }
        let chunk: Connection.Chunk
        do {
            chunk = try await connection.nextChunk()
        } catch {
            if leave(.done) { await pool.release(connection, isReusable: false) }
            throw error
        }
        if chunk.isLast, leave(.done) { await pool.release(connection, isReusable: chunk.isReusable) }
        return chunk.bytes.isEmpty ? nil : chunk.bytes
    }

    func abandon() {
        guard leave(.abandoned) else { return }
        connection.socket.shut(.discarded)
        Task { [connection, pool] in await pool.release(connection, isReusable: false) }
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
