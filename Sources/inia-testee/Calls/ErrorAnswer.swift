import Inia
import IniaPrimitives
import IniaProtocols

/// Errors as answers report them.
enum ErrorAnswer {
    /// - Parameter whileStreaming: whether the error came while a body was read, after the call itself was over.
    static func document(_ error: any Error, whileStreaming: Bool = false) async throws -> Document {
        switch error {
        case let error as Unsupported: throw error
        case let error as MalformedLine: throw error
        case let error as ServiceError: return try await document(error)
        case let error as ServiceReplyError: return try await document(error)
        case let error as CallError: return map(type(of: error), error.message)
        case let error as TransportError where whileStreaming:
            let isEarly = [.incompleteBody, .connectionClosed].contains(error.code)
            return map(
                isEarly ? "incomplete-body" : error.code == .readTimeout ? "timeout" : "connection", error.description)
        case let error as ProtocolError:
            return map(error.code == .malformedEvents ? "event-stream" : "response-parsing", error.message)
        case is CancellationError: return map("cancelled", "cancelled")
        case let error as ModelError:
            return map(error.code == .unknownService ? "unknown-service" : "unknown-operation", error.description)
        default: return map("configuration", "\(error)")
        }
    }

    /// What ends a stream of events, as its last event.
    static func eventError(_ error: any Error) -> Document? {
        if let error = error as? ServiceError {
            return .map(["Code": .string(error.code), "Message": .string(error.message)])
        }
        guard let error = error as? ServiceReplyError else { return nil }
        return .map([
            "Code": error.code.map { .string($0) } ?? .null, "Message": error.message.map { .string($0) } ?? .null,
        ])
    }

    private static func document(_ error: ServiceError) async throws -> Document {
        var entries: [Document.Entry] = [
            .init(key: "type", value: .string("service")), .init(key: "code", value: .string(error.code)),
            .init(key: "message", value: .string(error.message)),
            .init(key: "fields", value: try await TaggedValue.document(error.fields)),
        ]
        if let shape = error.shape { entries.append(.init(key: "shape", value: .string(shape))) }
        return .map(entries)
    }

    private static func document(_ error: ServiceReplyError) async throws -> Document {
        .map([
            "type": .string("event-stream"), "code": .string(error.code ?? ""), "message": .string(error.message ?? ""),
        ])
    }

    private static func type(of error: CallError) -> String {
        switch error.code {
        case .validation: "validation"
        case .endpoint: "endpoint"
        case .credentials: "credentials"
        case .connection: "connection"
        case .timeout: "timeout"
        case .checksum: "checksum"
        case .incompleteBody: "incomplete-body"
        case .responseParsing: "response-parsing"
        case .eventStream: "event-stream"
        case .waiter: "waiter"
        case .pagination: "pagination"
        case .unknownOperation: "unknown-operation"
        case .unknownService: "unknown-service"
        default: "configuration"
        }
    }

    private static func map(_ type: String, _ message: String) -> Document {
        .map(["type": .string(type), "message": .string(message)])
    }
}
