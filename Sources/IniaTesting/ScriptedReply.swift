internal import IniaFormats
public import IniaHTTP
public import IniaPrimitives
internal import Synchronization

/// What a ``ScriptedHTTPClient`` answers a request with.
public struct ScriptedReply: Sendable {
    /// A response or a failure to have one.
    public enum Outcome: Sendable {
        /// A response, whose body is cut at its `Content-Length`.
        case response(status: Int, headers: [(name: String, value: String)], body: Bytes)
        /// No response.
        case failure(TransportError)
    }

    /// What happens.
    public var outcome: Outcome
    /// After how many bytes of the body the connection is reset, if it is.
    public var failsAfterBytes: Int?
    /// After how many of the request's events the reply is given, where the request is a stream of events; otherwise
    /// it is given when the whole request was sent.
    public var eventsBeforeReply: Int?

    /// Creates a reply.
    public init(_ outcome: Outcome, failsAfterBytes: Int? = nil, eventsBeforeReply: Int? = nil) {
        self.outcome = outcome
        self.failsAfterBytes = failsAfterBytes
        self.eventsBeforeReply = eventsBeforeReply
    }

    /// A response of a status, headers and a text.
    public static func response(
        _ status: Int = 200, headers: [(name: String, value: String)] = [], _ text: String = ""
    ) -> ScriptedReply {
        ScriptedReply(.response(status: status, headers: headers, body: Bytes(utf8: text)))
    }

    /// A failure of a kind.
    public static func failure(_ code: TransportError.Code, mayHaveBeenSent: Bool = true) -> ScriptedReply {
        ScriptedReply(
            .failure(
                TransportError(
                    code, during: "sending a request", reason: "as laid down", mayHaveBeenSent: mayHaveBeenSent)))
    }

    func response(to request: HTTPRequest) throws -> HTTPResponse {
        guard case .response(let status, let fields, let content) = outcome else {
            guard case .failure(let error) = outcome else { return HTTPResponse(status: 500) }
            throw error
        }
        var headers = HTTPHeaders()
        for field in fields {
            do {
                try headers.add(field.name, field.value)
            } catch {
                throw TransportError(.malformedResponse, during: "reading a response", cause: error)
            }
        }
        guard request.method != "HEAD" else { return HTTPResponse(status: status, headers: headers) }
        let length = headers["Content-Length"].flatMap { text in
            text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } ? Int64(text) : nil
        }
        let source = ScriptedSource(content, announced: length, failsAfter: failsAfterBytes)
        return HTTPResponse(status: status, headers: headers, body: Body(.once(count: length, source: source)))
    }
}

/// A response's body: all of it, then perhaps what a wire does when it breaks.
private final class ScriptedSource: ByteSource {
    private let steps: Mutex<[Result<Bytes, TransportError>]>

    init(_ content: Bytes, announced: Int64?, failsAfter: Int?) {
        var content = content
        var failure: TransportError?
        if let announced {
            if Int64(content.count) < announced { failure = Self.failure(.incompleteBody) }
            content = content.slice(0..<Int(clamping: announced))
        }
        if let failsAfter, failsAfter < content.count || failure != nil || announced == nil {
            content = content.slice(0..<max(failsAfter, 0))
            failure = Self.failure(.connectionClosed)
        }
        var steps: [Result<Bytes, TransportError>] = content.isEmpty ? [] : [.success(content)]
        if let failure { steps.append(.failure(failure)) }
        self.steps = Mutex(steps)
    }

    func next() throws -> Bytes? {
        try steps.withLock { $0.isEmpty ? nil : $0.removeFirst() }?.get()
    }

    func abandon() {}

    private static func failure(_ code: TransportError.Code) -> TransportError {
        TransportError(code, during: "reading a response's body", reason: "as laid down")
    }
}

/// Counts the events in a stream of bytes.
struct EventCounter {
    private var decoder = EventFrameDecoder()
    private(set) var count = 0

    mutating func append(_ bytes: Bytes) {
        decoder.append(bytes)
        while (try? decoder.next()) ?? nil != nil { count += 1 }
    }
}
