internal import IniaPrimitives
public import IniaShapes
internal import IniaText
internal import Synchronization

/// The model of one version of a service: its operations, shapes, paginators, waiters, endpoint rules and resources,
/// each read when it is first asked for.
///
/// Shapes refer to the model and the model keeps them, so a model lives as long as the process.
public final class ServiceModel: ShapeSource {
    /// The name by which the service is asked for: `s3`, `cognito-idp`.
    public let name: String
    /// What holds for the service as a whole.
    public let traits: ServiceTraits
    /// The endpoint rules' parameters that a client sets by their names, each with its type.
    public let clientContextParameters: [ClientContextParameter]

    let files: ServiceFiles
    /// What the list of endpoints says of the service, where the model brings that along.
    let endpoints: ModelLines?
    private let lines: ModelLines
    private let operations = Mutex<[String: Operation]>([:])
    private let shapes = Mutex<[String: Shape]>([:])

    /// Reads a service from its files.
    init(name: String, files: ServiceFiles, endpoints: ModelLines? = nil) throws(ModelError) {
        guard let lines = try files.lines(.service) else {
            throw ModelError(.unknownService, "there is no model of \(name)")
        }
        let metadata = try lines.read("metadata", name) { reader throws(FormatError) in
            try ServiceMetadata(reading: &reader)
        }
        guard let metadata else { throw ModelError(.malformed, "\(lines.origin) has no metadata of \(name)") }
        self.name = name
        self.files = files
        self.endpoints = endpoints
        self.lines = lines
        traits = metadata.traits
        clientContextParameters = metadata.clientContextParameters
    }

    /// Reads a service from lines at hand, such as those that a program was compiled with.
    ///
    /// - Parameter endpoints: the service's lines of the list of endpoints, where the library may lack them.
    /// - Throws: ``ModelError`` where the lines have no metadata of that name or it cannot be read.
    public convenience init(
        name: String, service: ModelLines, paginators: ModelLines? = nil, waiters: ModelLines? = nil,
        rules: ModelLines? = nil, resources: ModelLines? = nil, endpoints: ModelLines? = nil
    ) throws(ModelError) {
        try self.init(
            name: name,
            files: ServiceFiles([
                .service: service, .paginators: paginators, .waiters: waiters, .rules: rules, .resources: resources,
            ]), endpoints: endpoints)
    }

    /// A service of which nothing can be read: whatever is asked of it is not there.
    public init(unreadable name: String) {
        self.name = name
        files = ServiceFiles([:])
        endpoints = nil
        lines = ModelLines(Bytes(), origin: "the model of \(name)")
        traits = ServiceTraits()
        clientContextParameters = []
    }

    /// The names of the operations, sorted.
    public var operationNames: [String] { lines.names(of: "operation") }

    /// Whether there is an operation of that name, which costs less than listing all of them.
    public func hasOperation(_ name: String) -> Bool {
        operations.withLock { $0[name] != nil } || lines.contains("operation", name)
    }

    /// The operation of a name; the same object each time.
    ///
    /// - Throws: ``ModelError`` with ``ModelError/Code/unknownOperation`` and the names that come nearest, or
    ///   ``ModelError/Code/malformed``.
    public func operation(_ name: String) throws(ModelError) -> Operation {
        if let operation = operations.withLock({ $0[name] }) { return operation }
        let read = try lines.read("operation", name) { reader throws(FormatError) in
            try Operation(reading: &reader, in: self)
        }
        guard let read else {
            throw ModelError(
                .unknownOperation, "\(self.name) has no operation \(name)",
                suggestions: nearest(to: name, among: operationNames))
        }
        return operations.withLock { $0.storeIfMissing(read, for: name) }
    }

    /// The shape of a name; the same object each time.
    ///
    /// - Throws: ``ModelError`` with ``ModelError/Code/unknownShape`` or ``ModelError/Code/malformed``.
    public func shape(named name: String) throws(ModelError) -> Shape {
        if let shape = shapes.withLock({ $0[name] }) { return shape }
        let read = try lines.read("shape", name) { reader throws(FormatError) in
            try Shape(reading: &reader, in: self)
        }
        guard let read else { throw ModelError(.unknownShape, "\(lines.origin) has no shape \(name)") }
        return shapes.withLock { $0.storeIfMissing(read, for: name) }
    }

    /// The values that the model knows of a text, in its order; none for a shape that may be anything.
    ///
    /// No call needs them, so that shapes do not keep them.
    public func knownValues(of shape: String) throws(ModelError) -> [String] {
        try lines.read("shape", shape) { reader throws(FormatError) in
            var values: [String] = []
            try reader.enterObject()
            while let key = try reader.nextKeyText() {
                if key == "enum" { values = try reader.readStrings() } else { try reader.skipValue() }
            }
            return values
        } ?? []
    }

    /// The names of all shapes, sorted.
    public var shapeNames: [String] { lines.names(of: "shape") }

    /// The shape of the error that a code on the wire stands for, or nil where the model has none.
    public func errorShape(code: String) throws(ModelError) -> Shape? {
        let name = try lines.read("code", code) { reader throws(FormatError) in try reader.readString(of: "shape") }
        guard let name = name ?? nil else { return nil }
        return try shape(named: name)
    }

    /// The codes of all modelled errors, sorted.
    public var errorCodes: [String] { lines.names(of: "code") }
}

/// A parameter of the endpoint rules that a client sets.
public struct ClientContextParameter: Sendable, Hashable {
    /// The name, as the endpoint rules declare it.
    public var name: String
    /// `string` or `boolean`.
    public var type: String

    /// Creates a parameter of a name and a type.
    public init(name: String, type: String) {
        self.name = name
        self.type = type
    }
}

extension Dictionary {
    /// Keeps the first value of a key, so that whoever asks later gets what the first got.
    fileprivate mutating func storeIfMissing(_ value: Value, for key: Key) -> Value {
        if let stored = self[key] { return stored }
        self[key] = value
        return value
    }
}
