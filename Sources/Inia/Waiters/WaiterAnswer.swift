internal import IniaCalls
internal import IniaShapes

/// What a call that a waiter made came to: the service's yes or its no.
enum WaiterAnswer: Sendable {
    case output(Output)
    case refusal(any ServiceFailure)

    /// The HTTP status.
    var status: Int {
        switch self {
        case .output(let output): output._metadata.status
        case .refusal(let failure): failure.metadata.status
        }
    }

    /// The service's error code, if it said no.
    var errorCode: String? {
        if case .refusal(let failure) = self { failure.code } else { nil }
    }
}
