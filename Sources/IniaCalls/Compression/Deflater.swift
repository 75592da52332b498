internal import CZlib
internal import IniaPrimitives

/// Compresses bytes piece by piece into gzip's format (RFC 1952).
struct Deflater: ~Copyable {
    // zlib keeps a pointer to its stream, which therefore stays where it is.
    private let stream: UnsafeMutablePointer<z_stream>
    private static let pieceSize = 64 * 1024

    /// Prepares a compressor of zlib's default level.
    ///
    /// - Throws: ``DeflateError`` where there is no memory for it.
    init() throws(DeflateError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let gzip: Int32 = 15 + 16
        let code = deflateInit2_(
            stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else {
            stream.deallocate()
            throw DeflateError(code: code)
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Takes in bytes and gives what is ready of their compressed form, which may be nothing yet.
    ///
    /// - Parameter isLast: whether these are the last bytes, so that all of the rest is given.
    mutating func deflate(_ bytes: Bytes, isLast: Bool) throws(DeflateError) -> [UInt8] {
        var output: [UInt8] = []
        var rest = bytes
        // zlib counts input in 32 bits.
        while rest.count > Int(Int32.max) {
            try run(rest.slice(0..<Int(Int32.max)), Z_NO_FLUSH, into: &output)
            rest = rest.dropFirst(Int(Int32.max))
        }
        try run(rest, isLast ? Z_FINISH : Z_NO_FLUSH, into: &output)
        return output
    }

    private func run(_ bytes: Bytes, _ flush: Int32, into output: inout [UInt8]) throws(DeflateError) {
        try bytes.withUnsafeBytes { (memory) throws(DeflateError) in
            let input = memory.bindMemory(to: UInt8.self)
            stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.pointee.avail_in = UInt32(input.count)
            var code = Z_OK
            repeat {
                let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, count in
                    stream.pointee.next_out = buffer.baseAddress
                    stream.pointee.avail_out = UInt32(buffer.count)
                    code = CZlib.deflate(stream, flush)
                    count = buffer.count - Int(stream.pointee.avail_out)
                }
                output += piece
                guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else {
                    throw DeflateError(code: code)
                }
            } while stream.pointee.avail_out == 0
        }
    }
}

/// zlib could not compress: it had no memory.
struct DeflateError: Error, Hashable {
    /// zlib's own code.
    var code: Int32
}
