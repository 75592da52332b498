public import IniaShapes

/// AWS answered a call for credentials with an error.
public struct ServiceRefusal: Error {
    /// The service's code: `AccessDeniedException`.
    public let code: String
    /// The error's own members, as far as the model knows them.
    public let fields: Value
    /// The error as every other caller gets it.
    public let cause: any Error

    /// Creates a refusal.
    public init(code: String, fields: Value, cause: any Error) {
        self.code = code
        self.fields = fields
        self.cause = cause
    }
}
