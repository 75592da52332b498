internal import IniaHTTP
internal import IniaPrimitives

/// What a response's body is read from, part by part.
protocol ChunkSource: Sendable {
    /// Reads the body on; the bytes are empty only at its end.
    ///
    /// - Throws: ``TransportError``, or `CancellationError` where the task was cancelled; the exchange is over then.
    func nextChunk() async throws -> Chunk

    /// Has the system move the body on into a file, or gives nil where the next bytes have to be read.
    ///
    /// - Throws: as ``nextChunk()``, and what writing fails with.
    func feed(_ file: Int32) async throws -> Feed?

    /// Ends an exchange whose body nobody reads to its end.
    func discard()
}

/// A part of a body, and whether it was the last.
struct Chunk: Sendable {
    let bytes: Bytes
    let isLast: Bool
    /// Whether the connection may carry another exchange after the last part.
    let isReusable: Bool
    /// The fields that followed the last part.
    let trailers: HTTPHeaders
}
