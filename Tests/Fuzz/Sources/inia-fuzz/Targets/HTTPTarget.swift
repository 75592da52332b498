internal import IniaHTTP
internal import IniaPrimitives
internal import IniaWire

/// Responses of HTTP/1.1: cut into pieces anywhere, and with bodies read past the parser, they give the same.
///
/// An input's first byte chooses the request's method, the second how the rest, which is the response, is cut.
enum HTTPTarget {
    static func run(_ bytes: Bytes) {
        guard bytes.count >= 2 else { return }
        let method = ["GET", "HEAD", "CONNECT", "POST"][Int(bytes[0] & 3)]
        let stream = bytes.dropFirst(2).array
        let whole = Parsed(stream, step: max(stream.count, 1), method: method, skips: false)
        expect(whole == Parsed(stream, step: 1 + Int(bytes[1]), method: method, skips: false), "pieces are no matter")
        expect(whole == Parsed(stream, step: 1 + Int(bytes[1]), method: method, skips: true), "skipping is reading")
    }

    /// What comes of at most four responses on one connection, which is then closed.
    private struct Parsed: Equatable {
        enum Event: Equatable {
            case head(ResponseHead)
            case body([UInt8])
            case end(HTTPHeaders)
        }

        var events: [Event] = []
        var error: WireError.Code?
        private var responses = 0

        init(_ stream: [UInt8], step: Int, method: String, skips: Bool) {
            var parser = ResponseParser()
            parser.expect(method: method)
            do {
                var buffer: [UInt8] = []
                for start in stride(from: 0, to: stream.count, by: step) {
                    buffer += stream[start..<min(start + step, stream.count)]
                    try take(&buffer, &parser, method: method, skips: skips)
                }
                let last = try buffer.withUnsafeBytes { try parser.close($0) }
                for event in last { note(event, buffer) }
            } catch {
                self.error = (error as? WireError)?.code
            }
        }

        private mutating func take(
            _ buffer: inout [UInt8], _ parser: inout ResponseParser, method: String, skips: Bool
        ) throws {
            while true {
                if skips, let count = parser.plainBodyBytes, count > 0, !buffer.isEmpty {
                    let taken = Int(min(count, Int64(buffer.count)))
                    note(.body(0..<taken), buffer)
                    buffer.removeFirst(taken)
                    if let end = parser.skipBody(taken) { note(end, buffer) }
                } else {
                    let step = try buffer.withUnsafeBytes { try parser.next($0) }
                    if let event = step.event { note(event, buffer) }
                    expect(step.used <= buffer.count, "no more is used than there is")
                    buffer.removeFirst(step.used)
                    if step.event == nil, !parser.isDone || buffer.isEmpty || responses >= 4 { return }
                }
                if parser.isDone {
                    guard responses < 4 else { return }
                    parser.expect(method: method)
                }
            }
        }

        private mutating func note(_ event: ResponseParser.Event, _ buffer: [UInt8]) {
            switch event {
            case .head(let head): events.append(.head(head))
            case .body(let range):
                if case .body(let before)? = events.last {
                    events[events.count - 1] = .body(before + buffer[range])
                } else {
                    events.append(.body(Array(buffer[range])))
                }
            case .end(let trailers):
                events.append(.end(trailers))
                responses += 1
            }
        }
    }
}
