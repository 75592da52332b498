import IniaHTTP
import IniaPrimitives
import IniaText
import IniaWire

/// `http1`: the parser of HTTP/1.1 responses by itself.
struct HTTP1Command: Command {
    static let name = "http1"

    func answer(_ line: Line) async throws -> Document {
        let bytes = try line.requiredBytes("bytesBase64")
        let cuts = try (line.document("splits")?.asList ?? []).compactMap { $0.asInteger.map { Int(clamping: $0) } }
        var reader = ResponseReader(method: try line.text("method") ?? "GET")
        do {
            var start = 0
            for cut in cuts + [bytes.count] {
                try reader.receive(bytes.slice(start..<cut))
                start = cut
            }
            try reader.close()
        } catch let error as WireError {
            return .error("syntax", error.reason)
        }
        return .answer(["events": .list(reader.events)])
    }
}

/// Parses as many responses as there are.
private struct ResponseReader {
    private(set) var events: [Document] = []
    private let method: String
    // The vectors end some heads and trailers without the empty line, where Python's parser is content.
    private var parser = ResponseParser(toleratesCutHead: true)
    private var buffer: [UInt8] = []

    init(method: String) { self.method = method }

    mutating func receive(_ bytes: Bytes) throws {
        buffer += bytes.array
        while !buffer.isEmpty {
            if parser.isDone { parser.expect(method: method) }
            let step = try buffer.withUnsafeBytes { try parser.next($0) }
            if let event = step.event { take(event) }
            buffer.removeFirst(step.used)
            if step.event == nil { return }
        }
    }

    mutating func close() throws {
        // The end of a response that needs no bytes is not asked for by those that arrive.
        if let event = try parser.next(UnsafeRawBufferPointer(start: nil, count: 0)).event, buffer.isEmpty {
            return take(event)
        }
        for event in try buffer.withUnsafeBytes({ try parser.close($0) }) { take(event) }
    }

    private mutating func take(_ event: ResponseParser.Event) {
        switch event {
        case .head(let head):
            let headers = head.headers.fields.map { Document.list([.string($0.name), .string($0.value)]) }
            events.append(.map(["status": .integer(Int64(head.status)), "headers": .list(headers)]))
            if head.isInterim { events.append(.map(["end": .boolean(true)])) }
        case .body(let range):
            events.append(.map(["body": .string(Base64.encode(Bytes(Array(buffer[range]))))]))
        case .end:
            events.append(.map(["end": .boolean(true)]))
        }
    }
}
