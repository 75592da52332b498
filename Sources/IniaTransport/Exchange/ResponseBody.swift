internal import IniaHTTP
internal import IniaPrimitives
internal import Synchronization

/// A response's body as it comes off its connection, which goes back to the pool with the last byte.
final class ResponseBody: FileFeeder {
    private struct Exchange: Sendable {
        let source: any ChunkSource
        let connection: PooledConnection
        let pool: ConnectionPool

        func release(isReusable: Bool) { pool.release(connection, isReusable: isReusable) }
    }

    /// What is read from, up to the end or until it is left: whoever keeps a body for longer keeps no socket by it, nor
    /// what the system has received for it.
    private let exchange: Mutex<Exchange?>
    private let ending = Mutex<HTTPHeaders?>(nil)

    init(_ source: any ChunkSource, of connection: PooledConnection, pool: ConnectionPool) {
        exchange = Mutex(Exchange(source: source, connection: connection, pool: pool))
    }

    func next() async throws -> Bytes? {
        guard let exchange = exchange.withLock({ $0 }) else { return nil }
        let chunk: Chunk
        do {
            chunk = try await exchange.source.nextChunk()
        } catch {
            leave()?.release(isReusable: exchange.connection.isReusable)
            throw error
        }
        if chunk.isLast {
            ending.withLock { $0 = chunk.trailers }
            leave()?.release(isReusable: chunk.isReusable)
        }
        return chunk.bytes.isEmpty ? nil : chunk.bytes
    }

    func feed(_ file: Int32) async throws -> Int? {
        guard let exchange = exchange.withLock({ $0 }) else { return nil }
        let feed: Feed?
        do {
            feed = try await exchange.source.feed(file)
        } catch {
            leave()?.release(isReusable: exchange.connection.isReusable)
            throw error
        }
        guard let feed else { return nil }
        if feed.isLast {
            // Nothing but a body is moved so, and nothing follows it.
            ending.withLock { $0 = HTTPHeaders() }
            leave()?.release(isReusable: feed.isReusable)
        }
        return feed.count
    }

    /// The fields that followed the body, once it has been read to its end.
    var trailers: HTTPHeaders? { ending.withLock { $0 } }

    func abandon() {
        guard let exchange = leave() else { return }
        exchange.source.discard()
        exchange.release(isReusable: exchange.connection.isReusable)
    }

    /// Ends the reading; gives what it was of once, so that the connection is given back once.
    private func leave() -> Exchange? {
        exchange.withLock { exchange in
            defer { exchange = nil }
            return exchange
        }
    }
}
