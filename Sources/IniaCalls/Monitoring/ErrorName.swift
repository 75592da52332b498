internal import IniaHTTP

/// The name of a failure for logs, metrics and traces: its code, with no word of what it was about.
public struct ErrorName: Sendable, Hashable, CustomStringConvertible {
    /// The name: `NoSuchKey`, `read timeout`.
    public let description: String
    /// Whether the name is one of the SDK's own, of which there are few; a service's codes are its own to choose.
    public let isOwn: Bool

    /// Names an error.
    public init(_ error: any Error) {
        isOwn = !(error is any ServiceFailure)
        description =
            switch error {
            case let error as any ServiceFailure: error.code
            case let error as CallError: (error.cause as? TransportError)?.code.name ?? error.code.name
            case let error as TransportError: error.code.name
            case is CancellationError: "cancelled"
            default: "\(type(of: error))"
            }
    }
}

extension Attempt {
    /// What the attempt failed with, or nil where it succeeded.
    public var error: (any Error)? {
        switch outcome {
        case .success: nil
        case .refused(let error): error
        case .failed(let error): error
        }
    }
}

extension AttemptReport {
    /// The id that the service gave the request, if its response has one.
    public var requestID: String? {
        attempt.headers["x-amzn-requestid"] ?? attempt.headers["x-amz-request-id"] ?? attempt.headers["x-amz-requestid"]
    }
}
