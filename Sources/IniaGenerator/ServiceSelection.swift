public import IniaModels

/// What of a service a program wants to call, and how the code for it is to look.
public struct ServiceSelection: Sendable {
    /// Who can see the generated declarations.
    public enum Access: String, Sendable, Hashable, CaseIterable {
        case `internal`, package, `public`
    }

    /// The service's model.
    public var model: ServiceModel
    /// The operations by their names in the model; each brings the shapes it reaches, its errors, its paginator and the
    /// waiters that call it.
    public var operations: [String]
    /// The name of the client's type: `S3`, `DynamoDB`.
    public var clientName: String
    /// Who can see the generated declarations (default `internal`).
    public var access = Access.internal
    /// Whether the structures can be encoded and decoded with `Codable` (default false).
    public var isCodable = false
    /// Prose for the doc comments; nil for none.
    public var documentation: (any DocumentationSource)?

    /// Selects operations of a service.
    ///
    /// - Parameters:
    ///   - operations: the operations by their names in the model; nil for all of them.
    ///   - clientName: the name of the client's type; nil for the service's own.
    public init(_ model: ServiceModel, operations: [String]? = nil, clientName: String? = nil) {
        self.model = model
        self.operations = operations ?? model.operationNames
        self.clientName = clientName ?? SwiftName.client(of: model.traits)
    }
}

/// Where doc comments come from: AWS's prose, which is no part of the models.
///
/// What it gives is Markdown, a paragraph or an item of a list a line.
public protocol DocumentationSource: Sendable {
    /// What is said of the service as a whole.
    func service() -> String?
    /// What is said of an operation.
    func operation(_ name: String) -> String?
    /// What is said of a shape.
    func shape(_ name: String) -> String?
    /// What is said of a structure's member.
    func member(_ name: String, of shape: String) -> String?
}
