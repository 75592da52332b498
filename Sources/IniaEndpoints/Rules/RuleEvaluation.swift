/// One walk through a rule set.
struct RuleEvaluation {
    private let compiler: RuleCompiler
    private let partitions: Partitions
    var scope: RuleScope
    /// Guards against a source whose trees hold themselves: no real rule set comes near.
    private var remainingVisits = 100_000

    init(_ compiler: RuleCompiler, _ partitions: Partitions, _ scope: RuleScope) {
        self.compiler = compiler
        self.partitions = partitions
        self.scope = scope
    }

    /// The endpoint that a rule leads to, or nil where it does not apply.
    mutating func endpoint(_ reference: RuleReference, depth: Int = 0) throws(EndpointError) -> Endpoint? {
        remainingVisits -= 1
        guard depth < 100, remainingVisits > 0 else {
            throw EndpointError(.malformedRules, "The endpoint rules are nested too deeply.")
        }
        let rule = try reference.rule(compile: compiler.compile)
        let mark = scope.mark
        defer { scope.undo(to: mark) }
        for condition in rule.conditions {
            if let holds = scope.holds(condition.form) {
                guard holds else { return nil }
            } else {
                guard try call(condition.call).isSatisfied else { return nil }
            }
        }
        switch rule.outcome {
        case .tree(let children):
            for child in children {
                if let found = try endpoint(child, depth: depth + 1) { return found }
            }
            return nil
        case .endpoint(let url, let headers, let properties):
            return Endpoint(
                url: try value(of: url).text,
                headers: try headers.map { (header) throws(EndpointError) in
                    Endpoint.Header(
                        name: header.name,
                        values: try header.values.map { (expression) throws(EndpointError) in
                            try value(of: expression).text
                        })
                },
                properties: try properties.filled(from: scope))
        case .refusal(let message):
            throw EndpointError(.refused, try value(of: message).text)
        }
    }

    private mutating func value(of expression: RuleExpression) throws(EndpointError) -> RuleValue {
        switch expression {
        case .literal(let value): value
        case .reference(let slot): scope[slot] ?? .null
        case .template(let template): .string(try template.filled(from: scope))
        case .call(let call): try self.call(call)
        }
    }

    private mutating func call(_ call: RuleCall) throws(EndpointError) -> RuleValue {
        let result = try result(of: call)
        if let assignment = call.assignment { try scope.assign(assignment, result) }
        return result
    }

    private mutating func result(of call: RuleCall) throws(EndpointError) -> RuleValue {
        let arguments = call.arguments
        switch call.function {
        case .isSet: return .boolean(!(try value(of: arguments[0]).isNull))
        case .not: return .boolean(!(try value(of: arguments[0]).isTruthy))
        case .getAttribute(let path): return path.follow(from: try value(of: arguments[0]))
        case .booleanEquals:
            let (left, right) = (try value(of: arguments[0]), try value(of: arguments[1]))
            guard case .boolean(let first) = left, case .boolean(let second) = right else {
                throw EndpointError(
                    .invalidParameter, "Both arguments must be bools, not \(left.typeName) and \(right.typeName).")
            }
            return .boolean(first == second)
        case .stringEquals:
            let (left, right) = (try value(of: arguments[0]), try value(of: arguments[1]))
            guard case .string(let first) = left, case .string(let second) = right else {
                throw EndpointError(
                    .invalidParameter, "Both values must be strings, not \(left.typeName) and \(right.typeName).")
            }
            return .boolean(first.utf8.elementsEqual(second.utf8))
        case .ifThenElse:
            return try value(of: arguments[try value(of: arguments[0]).isTruthy ? 1 : 2])
        case .coalesce:
            for argument in arguments {
                let value = try value(of: argument)
                if !value.isNull { return value }
            }
            return .null
        default:
            return try RuleLibrary.call(
                call.function,
                arguments.map { (argument) throws(EndpointError) in try value(of: argument) },
                partitions)
        }
    }
}
