public import IniaHTTP
internal import IniaPrimitives

/// The head of a request as it goes on the wire, and how its body follows.
public struct RequestHead: Sendable, Equatable {
    /// How the request line names what is asked for (RFC 9112 section 3.2).
    public enum Target: Sendable, Hashable {
        /// Path and query.
        case origin
        /// The whole URL, for a proxy that forwards, with the value of `Proxy-Authorization`.
        case absolute(proxyAuthorization: String?)
    }

    /// The bytes up to and with the empty line.
    public let bytes: [UInt8]
    /// How the body is delimited; never ``BodyFraming/untilClose``.
    public let framing: BodyFraming
    /// Whether the body waits for the peer's consent (RFC 9110 section 10.1.1).
    public let awaitsContinue: Bool

    /// Writes the head of a request.
    ///
    /// What is missing is added: `Host`, `Accept-Encoding: identity`, and `Content-Length` or `Transfer-Encoding`
    /// as the body demands. A length of zero is said for methods that usually have a body.
    ///
    /// - Throws: ``WireError`` with ``WireError/Code/request`` where the request cannot be framed without doubt.
    public init(_ request: HTTPRequest, target: Target = .origin) throws(WireError) {
        let framing = try Self.framing(of: request)
        var writer = HeadWriter()
        try writer.requestLine(request, target: target)
        if !request.headers.contains("host") { writer.field("Host", request.url.hostHeader) }
        if !request.headers.contains("accept-encoding") { writer.field("Accept-Encoding", "identity") }
        for field in request.headers.fields { writer.field(field.name, field.value) }
        switch framing {
        case .length(let count) where !request.headers.contains("content-length"):
            writer.field("Content-Length", String(count))
        case .none where Self.usuallyHasBody(request.method) && !request.headers.contains("content-length"):
            writer.field("Content-Length", "0")
        case .chunked where !request.headers.contains("transfer-encoding"):
            writer.field("Transfer-Encoding", "chunked")
        default: break
        }
        if case .absolute(let authorization?) = target, !request.headers.contains("proxy-authorization") {
            writer.field("Proxy-Authorization", authorization)
        }
        writer.end()
        bytes = writer.bytes
        self.framing = framing
        let expectation = request.headers["expect"]
        awaitsContinue = framing != .none && expectation?.equalsIgnoringCase("100-continue") == true
    }

    static func usuallyHasBody(_ method: String) -> Bool {
        method != "GET" && method != "HEAD" && method != "OPTIONS"
    }

    static func framing(of request: HTTPRequest) throws(WireError) -> BodyFraming {
        let codings = request.headers.values(of: "transfer-encoding")
        let lengths = request.headers.values(of: "content-length")
        guard codings.isEmpty else {
            guard lengths.isEmpty else { throw WireError(.request, "both Content-Length and Transfer-Encoding") }
            guard codings.count == 1, codings[0].equalsIgnoringCase("chunked") else {
                throw WireError(.request, "a transfer coding other than chunked")
            }
            return .chunked
        }
        guard let text = lengths.first else {
            guard let count = request.body.count else { return .chunked }
            guard count >= 0 else { throw WireError(.request, "a body of less than no bytes") }
            return count == 0 ? .none : .length(count)
        }
        guard lengths.count == 1, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let length = Int64(text) else {
            throw WireError(.request, "a Content-Length that is no number")
        }
        guard request.body.count == nil || request.body.count == length else {
            throw WireError(.request, "a Content-Length that is not the body's")
        }
        return length == 0 ? .none : .length(length)
    }

    /// Refuses what could be taken for more than a method, a target or a host.
    static func check(method: String, target: String, host: String) throws(WireError) {
        guard !method.isEmpty, method.holdsOnly({ $0 > 0x20 && $0 < 0x7F }) else {
            throw WireError(.request, "a method that is no token")
        }
        guard !host.isEmpty, target.holdsOnly({ $0 > 0x20 && $0 != 0x7F }),
            host.holdsOnly({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "/") })
        else { throw WireError(.request, "a URL with white space or control characters") }
    }
}

extension String {
    /// Whether each byte of the text's UTF-8 is as wanted; read from its memory, which takes a fraction of the view's time.
    fileprivate func holdsOnly(_ isWanted: (UInt8) -> Bool) -> Bool {
        var text = self
        return text.withUTF8 { $0.allSatisfy(isWanted) }
    }
}

/// Writes lines of a head.
struct HeadWriter {
    private(set) var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(1024) }

    mutating func requestLine(_ request: HTTPRequest, target: RequestHead.Target) throws(WireError) {
        let name: String
        switch target {
        case .origin: name = request.url.requestTarget
        case .absolute:
            name = "\(request.url.scheme)://\(request.url.hostHeader)\(request.url.requestTarget)"
        }
        try line(method: request.method, target: name, host: request.url.host)
    }

    mutating func line(method: String, target: String, host: String) throws(WireError) {
        try RequestHead.check(method: method, target: target, host: host)
        append(method)
        bytes.append(0x20)
        append(target)
        append(" HTTP/1.1\r\n")
    }

    /// Adds a field whose name and value cannot hold a line end.
    mutating func field(_ name: String, _ value: String) {
        append(name)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(0x20)
        append(value)
        end()
    }

    /// Ends a line.
    mutating func end() {
        bytes.append(13)
        bytes.append(10)
    }

    /// Appends the text's memory at once; its UTF-8 view would be appended by a detour.
    private mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }
}
