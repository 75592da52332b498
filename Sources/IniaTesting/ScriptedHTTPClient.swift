public import IniaHTTP
public import IniaPrimitives
internal import Synchronization

/// An HTTP client that sends nothing: it gives the replies that were laid down for it, in order, and keeps the
/// requests.
///
/// One more request than there are replies finds the connection refused. Replies have the manners of a wire: a body is
/// cut at its `Content-Length`, a shorter one ends too early, and a reply to `HEAD` has none.
public final class ScriptedHTTPClient: HTTPClient {
    /// A request as it was sent.
    public struct SentRequest: Sendable {
        /// The request; its body is the one below.
        public var request: HTTPRequest
        /// What was read of its body.
        public var body: Bytes
        /// What the exchange asked of its transport.
        public var options: HTTPExchangeOptions
    }

    private struct State {
        var replies: [ScriptedReply]
        var requests: [SentRequest] = []
        var pumps: [Task<Void, Never>] = []
    }

    private let state: Mutex<State>
    private let files: any FileOpener
    private let whenSent: @Sendable (Int) -> Void

    /// Creates a client.
    ///
    /// - Parameters:
    ///   - replies: what requests are answered with, in order.
    ///   - files: what opens the bodies that are files; without one they fail.
    ///   - whenSent: told of each request's number, counted from 1, when it has been sent and before it is answered.
    public init(
        _ replies: [ScriptedReply], files: any FileOpener = NoFiles(),
        whenSent: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        state = Mutex(State(replies: replies))
        self.files = files
        self.whenSent = whenSent
    }

    /// The requests that were sent, in order.
    public var requests: [SentRequest] { state.withLock { $0.requests } }

    /// The replies that have not been given yet.
    public var remainingReplies: [ScriptedReply] { state.withLock { $0.replies } }

    /// Keeps the request, reads its body, and gives the next reply.
    public func send(_ request: HTTPRequest, options: HTTPExchangeOptions) async throws -> HTTPResponse {
        try Task.checkCancellation()
        let reply = state.withLock { $0.replies.isEmpty ? nil : $0.replies.removeFirst() }
        let number = state.withLock { state in
            state.requests.append(SentRequest(request: request, body: Bytes(), options: options))
            return state.requests.count
        }
        try await sendBody(of: request, number: number, eventsBeforeReply: reply?.eventsBeforeReply)
        whenSent(number)
        try Task.checkCancellation()
        guard let reply else {
            throw TransportError(
                .connectionRefused, during: "connecting to \(request.url.hostHeader)", reason: "no reply is laid down",
                mayHaveBeenSent: false)
        }
        return try reply.response(to: request)
    }

    /// Waits until the bodies of requests that were answered early have been sent to their ends.
    public func finish() async {
        while let pump = state.withLock({ $0.pumps.popLast() }) { await pump.value }
    }

    /// Reads the body of a request to its end, or for a while where the reply comes before that.
    private func sendBody(of request: HTTPRequest, number: Int, eventsBeforeReply: Int?) async throws {
        let source = try await request.body.open(files: files)
        var counter = EventCounter()
        while counter.count < eventsBeforeReply ?? .max {
            guard let bytes = try await source.next() else { return }
            keep(bytes, of: number)
            if eventsBeforeReply != nil { counter.append(bytes) }
        }
        // It outlives the call, as a body does that is sent beside its reply; whoever asks for the requests awaits it.
        let pump = Task {
            while let bytes = try? await source.next() { keep(bytes, of: number) }
        }
        state.withLock { $0.pumps.append(pump) }
    }

    private func keep(_ bytes: Bytes, of number: Int) {
        state.withLock { state in
            let before = state.requests[number - 1].body
            state.requests[number - 1].body = before.isEmpty ? bytes : Bytes(before.array + bytes.array)
        }
    }
}

/// Opens no files.
public struct NoFiles: FileOpener {
    /// Creates it.
    public init() {}

    /// Throws ``BodyError`` with ``BodyError/Code/noFiles``.
    public func openForReading(_ path: String, offset: Int64, count: Int64?) async throws -> any ByteSource {
        throw BodyError(.noFiles)
    }
}
