import IniaShapes

/// What a function is given.
enum Argument {
    case value(Value)
    case reference(Node)

    var type: JSONType {
        switch self {
        case .value(let value): value.jsonType
        case .reference: .expref
        }
    }

    /// The value; null for a reference, which no function takes where it wants a value.
    var value: Value {
        if case .value(let value) = self { value } else { .null }
    }

    var node: Node {
        if case .reference(let node) = self { node } else { .current }
    }
}

/// One of JMESPath's functions.
struct Function: Sendable {
    /// What may stand at one place of a call.
    struct Parameter: Sendable {
        var types: [JSONType] = []
        /// The types of which all elements of an array must be one; none are of no concern.
        var elements: [JSONType] = []

        static let anything = Parameter()
        static let number = Parameter(types: [.number])
        static let string = Parameter(types: [.string])
        static let array = Parameter(types: [.array])
        static let object = Parameter(types: [.object])
        static let reference = Parameter(types: [.expref])
        static let numbers = Parameter(types: [.array], elements: [.number])
        static let strings = Parameter(types: [.array], elements: [.string])
        static let numbersOrStrings = Parameter(types: [.array], elements: [.number, .string])
    }

    typealias Body = @Sendable ([Argument], Evaluation) throws(JMESPathError) -> Value

    let parameters: [Parameter]
    /// Whether the last parameter may stand more than once.
    let isVariadic: Bool
    let body: Body

    init(_ parameters: Parameter..., isVariadic: Bool = false, body: @escaping Body) {
        self.parameters = parameters
        self.isVariadic = isVariadic
        self.body = body
    }

    /// Checks the arguments, then calls the function.
    func call(_ name: String, _ arguments: [Argument], _ evaluation: Evaluation) throws(JMESPathError) -> Value {
        guard arguments.count == parameters.count || (isVariadic && arguments.count > parameters.count) else {
            let atLeast = isVariadic ? "at least " : ""
            throw JMESPathError(
                .invalidArity, "\(name)() takes \(atLeast)\(parameters.count) values, not \(arguments.count)")
        }
        for (place, argument) in arguments.enumerated() {
            try check(argument, parameters[min(place, parameters.count - 1)], name)
        }
        return try body(arguments, evaluation)
    }

    private func check(_ argument: Argument, _ parameter: Parameter, _ name: String) throws(JMESPathError) {
        guard parameter.types.isEmpty ? argument.type != .expref : parameter.types.contains(argument.type) else {
            throw .wrongType(name, argument.type, parameter.types)
        }
        guard !parameter.elements.isEmpty, let elements = argument.value.jsonList, let first = elements.first else {
            return
        }
        let wanted = parameter.elements.filter { $0 == first.jsonType }
        for element in elements where !wanted.contains(element.jsonType) {
            throw .wrongType(name, element.jsonType, parameter.elements)
        }
    }
}

extension JMESPathError {
    static func wrongType(_ name: String, _ type: JSONType, _ wanted: [JSONType]) -> JMESPathError {
        let names = wanted.isEmpty ? "a value" : wanted.map(\.rawValue).joined(separator: " or ")
        return JMESPathError(.invalidType, "\(name)() takes \(names), not \(type.rawValue)")
    }
}
