public import Inia

extension ErrorInfo {
    /// An error as its service would give it.
    ///
    /// - Parameters:
    ///   - message: the service's words.
    ///   - status: the HTTP status; nil for the one that the model gives the error, or 400.
    ///   - fill: sets the error's own members.
    public init(message: String = "", status: Int? = nil, _ fill: (inout Typed<Members>) -> Void = { _ in }) {
        let fields = Typed<Members>(fill).asValue
        guard case .structure(let structure) = fields else {
            self.init(ServiceError(code: "", message: message, operation: "", metadata: .init(status: status ?? 400)))
            return
        }
        let shape = structure.shape
        self.init(
            ServiceError(
                code: shape.traits.rare?.errorCode ?? shape.name, message: message, operation: "", shape: shape.name,
                fields: fields, metadata: ResponseMetadata(status: status ?? shape.traits.rare?.errorStatus ?? 400)))
    }
}
