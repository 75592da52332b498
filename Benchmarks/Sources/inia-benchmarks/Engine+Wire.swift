import Inia
internal import IniaFormats
internal import IniaText
internal import IniaWire

/// What lies under a call: the formats, and the transport's machines without their sockets.
extension Engine {
    /// The walk alone through a page of which `Decode` makes values.
    static func decodingXML(_ file: String) throws -> Part {
        let body = try canned(file)
        return Part("decode XML, 1,000 keys") {
            try body.withUnsafeBytes { bytes in
                var reader = XMLReader(bytes)
                while try reader.nextChild() { try reader.skipElement() }
                try reader.finish()
            }
        }
    }

    /// The same through a page of DynamoDB's Query.
    static func decodingJSON(_ file: String) throws -> Part {
        let body = try canned(file)
        return Part("decode JSON, 1 MB") {
            try body.withUnsafeBytes { bytes in
                var reader = JSONReader(bytes)
                try reader.skipValue()
                try reader.finish()
            }
        }
    }

    /// 10,000 maps of a text and a number.
    static func decodingCBOR() throws -> Part {
        var message: [UInt8] = [0x99, 0x27, 0x10]
        for number in 0..<10_000 {
            message += [0xA2, 0x64] + "name".utf8 + [0x6A] + "some value".utf8
            message += [0x64] + "size".utf8 + [0x19, UInt8(number >> 8), UInt8(number & 255)]
        }
        let body = Bytes(message)
        return Part("decode CBOR, 10,000 maps") {
            try body.withUnsafeBytes { bytes in
                var reader = CBORReader(bytes)
                try reader.skipItem()
                try reader.finish()
            }
        }
    }

    /// One request's turn with 64 connections, of which 63 are lent.
    static func pool() -> Part {
        var book = PoolBook(limit: 64)
        for id in 0..<64 as Range<UInt64> {
            _ = book.requested(id, now: 0)
            _ = book.opened(id, capacity: 1, now: 0)
        }
        let kept = Kept(book)
        return Part("pool: lend and take back") {
            kept.change { book in
                _ = book.released(7, idleUntil: 1_000, now: 0)
                precondition(book.requested(100, now: 1) == [.handOver(7, to: 100)])
            }
        }
    }

    static func requestHead() throws -> Part {
        let url = HTTPURL(scheme: "http", host: "127.0.0.1", port: 8000, path: "/bucket/some/key", query: nil)
        var request = HTTPRequest(method: "GET", url: url)
        for (name, value) in [
            ("User-Agent", String(repeating: "u", count: 120)), ("X-Amz-Date", "20250616T000000Z"),
            ("X-Amz-Content-SHA256", String(repeating: "0", count: 64)),
            ("Authorization", String(repeating: "a", count: 220)),
            ("amz-sdk-invocation-id", String(repeating: "i", count: 36)), ("amz-sdk-request", "attempt=1"),
        ] { try request.headers.add(name, value) }
        return Part("write a request's head") { [request] in
            let head = try RequestHead(request)
            precondition(head.bytes.count > 400)
        }
    }

    static func responseHead() throws -> Part {
        let head = Bytes(
            utf8: """
                HTTP/1.1 200 OK\r\nContent-Type: binary/octet-stream\r\nAccept-Ranges: bytes\r\n\
                Last-Modified: Wed, 12 Nov 2025 10:00:00 GMT\r\nETag: "9b2cf535f27731c974343645a3985328"\r\n\
                x-amz-request-id: R\r\nx-amz-id-2: abc\r\nContent-Length: 1024\r\n\r\n
                """)
        return Part("read a response's head") {
            var parser = ResponseParser()
            parser.expect(method: "GET")
            let step = try head.withUnsafeBytes { try parser.next($0) }
            precondition(step.used == head.count)
        }
    }
}
