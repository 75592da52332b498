internal import IniaHTTP
internal import IniaProtocols
internal import IniaShapes

/// The events of an answer, whose failures are told as a call's.
final class AnswerEvents: EventSource {
    private let events: EventStream
    private let operation: String
    private let metadata: ResponseMetadata

    init(_ events: EventStream, of operation: String, _ metadata: ResponseMetadata) {
        self.events = events
        self.operation = operation
        self.metadata = metadata
    }

    func next() async throws -> Value? {
        do {
            return try await events.makeAsyncIterator().next()
        } catch let error as ServiceReplyError {
            throw ServiceError(error, operation: operation, metadata: metadata)
        } catch let error as ProtocolError {
            let code: CallError.Code = error.code == .malformedEvents ? .eventStream : .responseParsing
            throw failed(code, error.message, error)
        } catch let error as TransportError {
            throw failed(Self.code(of: error), error.description, error)
        }
    }

    private static func code(of error: TransportError) -> CallError.Code {
        switch error.code {
        case .incompleteBody, .connectionClosed: .incompleteBody
        case .readTimeout, .writeTimeout: .timeout
        case .requestBody: .requestBody
        default: .connection
        }
    }

    private func failed(_ code: CallError.Code, _ message: String, _ cause: any Error) -> CallError {
        CallError(
            code, during: .parse, message, cause: cause, attempts: metadata.attempts,
            requestIDs: metadata.requestID.map { [$0] } ?? [])
    }

    // The stream that is wrapped ends when it is let go of.
    func abandon() {}
}
