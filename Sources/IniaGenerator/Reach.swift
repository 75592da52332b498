public import IniaModels
internal import IniaPrimitives
public import IniaShapes

/// What a selection of operations needs of its service's model: what they lead to, and all errors that the service
/// models, since services answer with errors that an operation's model does not list.
public struct Reach: Sendable {
    /// The operations, sorted by name.
    public private(set) var operations: [Operation] = []
    /// The names of the shapes that input and output of the operations and the errors lead to, sorted.
    public private(set) var shapes: [String] = []
    /// The names of the shapes of the service's errors, sorted; among ``shapes`` too.
    public private(set) var errors: [String] = []
    /// The operations that can be paged.
    public private(set) var paginators: [PaginatorModel] = []
    /// The waiters that call one of the operations.
    public private(set) var waiters: [WaiterModel] = []

    /// Follows the operations of these names.
    ///
    /// - Throws: ``GeneratorError`` for an operation that the service does not have, or a model that cannot be read.
    public init(_ names: [String], of model: ServiceModel) throws(GeneratorError) {
        do {
            try self.init(of: names, model)
        } catch {
            throw GeneratorError(error)
        }
    }

    init(of names: [String], _ model: ServiceModel) throws(ModelError) {
        let names = Set(names).sortedByBytes()
        var pending: [String] = []
        var errors: Set<String> = []
        for code in model.errorCodes {
            if let shape = try model.errorShape(code: code) { errors.insert(shape.name) }
        }
        for name in names {
            let operation = try model.operation(name)
            operations.append(operation)
            for reference in [operation.input, operation.output] {
                if let target = reference?.target { pending.append(target) }
            }
            errors.formUnion(operation.errors)
        }
        pending += errors
        self.errors = errors.sortedByBytes()
        shapes = try Self.closure(of: pending, in: model).sortedByBytes()
        try takeCompanions(of: Set(names), in: model)
    }

    private mutating func takeCompanions(of names: Set<String>, in model: ServiceModel) throws(ModelError) {
        for name in try model.paginatorNames where names.contains(name) {
            paginators.append(try model.paginator(name))
        }
        for name in try model.waiterNames {
            let waiter = try model.waiter(name)
            if names.contains(waiter.operation) { waiters.append(waiter) }
        }
    }

    private static func closure(of start: [String], in model: ServiceModel) throws(ModelError) -> Set<String> {
        var pending = start
        var reached: Set<String> = []
        while let name = pending.popLast() {
            guard reached.insert(name).inserted else { continue }
            let shape = try model.shape(named: name)
            for member in shape.members ?? Members([]) { pending.append(member.reference.target) }
            for reference in [shape.element, shape.key] {
                if let target = reference?.target { pending.append(target) }
            }
        }
        return reached
    }
}
