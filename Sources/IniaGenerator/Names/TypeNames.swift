internal import IniaModels
internal import IniaShapes

/// The names of a client's types.
struct TypeNames {
    private let inClient: [String: String]
    private let inFields: [String: String]

    /// Names the types of a service, all of them, so that a name is the same whatever is selected.
    init(_ model: ServiceModel, clientName: String) throws(ModelError) {
        let shapes = model.shapeNames.map { (name: $0, type: SwiftName.type($0)) }
        // A shape that is spelled as its type keeps the name before one that is not.
        let ordered = shapes.filter { $0.name == $0.type } + shapes.filter { $0.name != $0.type }
        let operations = Dictionary(
            model.operationNames.map { (SwiftName.type($0), $0) }, uniquingKeysWith: { first, _ in first })
        var client = NameScope(reserved: Self.reservedInClient.union([clientName]))
        for name in operations.keys {
            _ = client.take(name + "Input")
            _ = client.take(name + "Output")
        }
        var fields = NameScope(reserved: Self.reserved.union([clientName]))
        var inClient: [String: String] = [:]
        var inFields: [String: String] = [:]
        for shape in ordered {
            inFields[shape.name] = fields.takeType(shape.type)
            let isOwn = try Self.isInputOrOutput(shape.name, called: shape.type, of: operations, in: model)
            inClient[shape.name] = isOwn ? shape.type : client.takeType(shape.type)
        }
        self.inClient = inClient
        self.inFields = inFields
    }

    /// The name of a shape's type in its client: `S3.Tag`.
    func type(_ shape: String) -> String { inClient[shape] ?? SwiftName.type(shape) }

    /// The name of a structure's fields: `S3.Fields.Tag`.
    func fields(_ shape: String) -> String { inFields[shape] ?? SwiftName.type(shape) }

    /// The name of an operation's input.
    static func input(_ operation: String) -> String { SwiftName.type(operation) + "Input" }

    /// The name of an operation's output.
    static func output(_ operation: String) -> String { SwiftName.type(operation) + "Output" }

    /// Whether a shape is just what the operation's input or output of the same name is.
    private static func isInputOrOutput(
        _ shape: String, called type: String, of operations: [String: String], in model: ServiceModel
    ) throws(ModelError) -> Bool {
        if type.hasSuffix("Input"), let name = operations[String(type.dropLast(5))] {
            return try model.operation(name).input?.target == shape
        }
        if type.hasSuffix("Output"), let name = operations[String(type.dropLast(6))] {
            return try model.operation(name).output?.target == shape
        }
        return false
    }

    private static let reserved: Set<String> = ["Type", "Protocol", "Self", "Any", "Swift", "Inia"]
    private static let reservedInClient = reserved.union(["Fields", "Error"])
}
