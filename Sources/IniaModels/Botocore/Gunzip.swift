internal import CZlib
package import IniaPrimitives
package import IniaText

/// Unpacks gzip's format (RFC 1952), in which botocore's data is installed.
package enum Gunzip {
    /// The content of a packed file.
    ///
    /// - Throws: `FormatError` where it is damaged, or longer than the limit in bytes.
    package static func unpacked(_ packed: Bytes, limit: Int) throws(FormatError) -> Bytes {
        var stream = z_stream()
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw FormatError(.tooLarge, "there is no memory to unpack it")
        }
        defer { inflateEnd(&stream) }
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 256 << 10)
        let status = packed.withUnsafeBytes { bytes -> Int32 in
            // zlib reads through a pointer that it declares as mutable and never writes through.
            stream.next_in = UnsafeMutablePointer(mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
            stream.avail_in = UInt32(clamping: bytes.count)
            return buffer.withUnsafeMutableBufferPointer { buffer in
                var status = Z_OK
                while status == Z_OK, output.count <= limit {
                    stream.next_out = buffer.baseAddress
                    stream.avail_out = UInt32(buffer.count)
                    status = inflate(&stream, Z_NO_FLUSH)
                    output += buffer[..<(buffer.count - Int(stream.avail_out))]
                }
                return status
            }
        }
        guard output.count <= limit else { throw FormatError(.tooLarge, "it unpacks to over \(limit) bytes") }
        guard status == Z_STREAM_END else { throw FormatError(.syntax, "it is no whole gzip file") }
        return Bytes(output)
    }
}
