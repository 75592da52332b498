import IniaHTTP
import IniaPrimitives
import IniaWire
import LocalServers

/// A client's session and a server's, joined in memory.
struct HTTP2Pair {
    let client: HTTP2Session
    let server: HTTP2Peer

    init(_ limits: HTTP2Limits = HTTP2Limits(), _ options: HTTP2Peer.Options = HTTP2Peer.Options()) throws {
        client = try HTTP2Session(limits: limits)
        server = HTTP2Peer(options)
    }

    /// Carries bytes until neither side has more; gives what the client learned.
    @discardableResult
    func carry() throws -> [HTTP2Session.Event] {
        var events: [HTTP2Session.Event] = []
        while true {
            var sent: [UInt8] = []
            try client.send(into: &sent, upTo: .max)
            if !sent.isEmpty { server.receive(sent) }
            let answer = server.output()
            if !answer.isEmpty { try answer.withUnsafeBytes { try client.receive($0) } }
            events += client.takeEvents()
            if sent.isEmpty, answer.isEmpty { return events }
        }
    }

    /// The same, past what both say of their settings.
    func begin() throws {
        try carry()
        server.events = []
    }

    /// Takes bytes that are not a library's to the client; gives what it learned.
    @discardableResult
    func receive(_ bytes: [UInt8]) throws -> [HTTP2Session.Event] {
        server.sendRaw(bytes)
        return try carry()
    }
}

/// A request's head.
func head(
    _ method: String = "GET", _ path: String = "/", headers: KeyValuePairs<String, String> = [:],
    body: Body = .empty
) throws -> HTTP2RequestHead {
    var fields = HTTPHeaders()
    for (name, value) in headers { try fields.add(name, value) }
    var url = HTTPURL(scheme: "https", host: "example.com")
    url.path = path
    return try HTTP2RequestHead(HTTPRequest(method: method, url: url, headers: fields, body: body))
}

/// The fields of a response.
func fields(_ pairs: KeyValuePairs<String, String>) throws -> HTTPHeaders {
    var headers = HTTPHeaders()
    for (name, value) in pairs { try headers.add(name, value) }
    return headers
}

/// A frame as it goes on the wire (RFC 9113 section 4.1).
func frame(_ type: UInt8, flags: UInt8 = 0, stream: Int32 = 0, _ payload: [UInt8] = []) -> [UInt8] {
    let length = [UInt8(payload.count >> 16 & 255), UInt8(payload.count >> 8 & 255), UInt8(payload.count & 255)]
    let id = UInt32(stream)
    return length + [type, flags, UInt8(id >> 24), UInt8(id >> 16 & 255), UInt8(id >> 8 & 255), UInt8(id & 255)]
        + payload
}

/// A field as HPACK has it, literal and not indexed, without Huffman coding.
func literal(_ name: String, _ value: String) -> [UInt8] {
    func length(_ count: Int) -> [UInt8] {
        if count < 127 { return [UInt8(count)] }
        var (bytes, rest): ([UInt8], Int) = ([127], count - 127)
        while rest >= 128 {
            bytes.append(UInt8(rest & 127) | 128)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }
    return [0] + length(name.utf8.count) + Array(name.utf8) + length(value.utf8.count) + Array(value.utf8)
}
