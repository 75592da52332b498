public import IniaHTTP
public import IniaShapes

/// What a handler of an event sees, and may change.
public enum CallEvent: Sendable {
    /// The input, for `provide-client-params` and `before-parameter-build`.
    case input(Value)
    /// The request, for `before-call`, `request-created` and `before-sign`.
    case request(HTTPRequest)
    /// The signed request, for `before-send`; a response that is put beside it answers the request.
    case exchange(HTTPRequest, HTTPResponse?)
    /// The response, for `before-parse`.
    case response(HTTPResponse)
    /// What an attempt came to, for `response-received`, where nobody can change it; and the whole call, for
    /// `after-call` and `after-call-error`.
    case outcome(Result<Output, any Error>)
}

/// Calls by the names of botocore's events: `before-parameter-build.s3.PutObject`.
///
/// A name has three parts: the event, the service's id in lower case with hyphens, and the operation. Names that
/// botocore once had for services stand for their ids. Handlers are called in botocore's order (see ``EventEmitter``).
/// Nothing in the SDK itself depends on these events; they are for programs that come from botocore.
public struct CallEvents: Hook {
    /// Where handlers are registered.
    public let emitter: EventEmitter<CallEvent>

    /// Creates events with an emitter's handlers.
    public init(_ emitter: EventEmitter<CallEvent> = CallEvents.emitter()) { self.emitter = emitter }

    /// An emitter without handlers, which knows the former names of services.
    public static func emitter() -> EventEmitter<CallEvent> { EventEmitter(renaming: FormerServiceNames.all) }

    /// Whether any handler was ever registered.
    public var isActive: Bool { !emitter.isEmpty }

    /// `provide-client-params`, then `before-parameter-build`.
    public func input(_ input: inout Value, of operation: OperationIdentity) async throws {
        for name in ["provide-client-params", "before-parameter-build"] {
            var event = CallEvent.input(input)
            try await emitter.emit(operation.event(name), &event)
            if case .input(let changed) = event { input = changed }
        }
    }

    /// `before-call` before the first attempt, then `request-created` and `before-sign` before each.
    public func request(_ request: inout HTTPRequest, of operation: OperationIdentity, attempt: Int) async throws {
        for name in (attempt == 1 ? ["before-call"] : []) + ["request-created", "before-sign"] {
            var event = CallEvent.request(request)
            try await emitter.emit(operation.event(name), &event)
            if case .request(let changed) = event { request = changed }
        }
    }

    /// `before-send`; the first handler that puts a response beside the request answers it.
    public func answer(
        to request: HTTPRequest, of operation: OperationIdentity, attempt: Int
    ) async throws -> HTTPResponse? {
        var event = CallEvent.exchange(request, nil)
        try await emitter.emitUntilAnswered(operation.event("before-send"), &event)
        guard case .exchange(_, let response) = event else { return nil }
        return response
    }

    /// `before-parse`.
    public func response(_ response: inout HTTPResponse, of operation: OperationIdentity, attempt: Int) async throws {
        var event = CallEvent.response(response)
        try await emitter.emit(operation.event("before-parse"), &event)
        if case .response(let changed) = event { response = changed }
    }

    /// `response-received`.
    public func ended(_ outcome: Result<Output, any Error>, of operation: OperationIdentity, attempt: Int) async throws
    {
        var event = CallEvent.outcome(outcome)
        try await emitter.emit(operation.event("response-received"), &event)
    }

    /// `after-call` where the service answered, `after-call-error` where it did not.
    public func output(_ outcome: inout Result<Output, any Error>, of operation: OperationIdentity) async throws {
        let isAnswered =
            switch outcome {
            case .success, .failure(is any ServiceFailure): true
            case .failure: false
            }
        var event = CallEvent.outcome(outcome)
        try await emitter.emit(operation.event(isAnswered ? "after-call" : "after-call-error"), &event)
        if case .outcome(let changed) = event { outcome = changed }
    }
}

extension OperationIdentity {
    fileprivate func event(_ name: String) -> String { "\(name).\(service).\(operation)" }
}
