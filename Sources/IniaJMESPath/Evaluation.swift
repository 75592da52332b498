import IniaShapes

/// Evaluates the nodes of an expression on values.
struct Evaluation {
    func evaluate(_ node: Node, _ value: Value) throws(JMESPathError) -> Value {
        switch node {
        case .current: return value
        case .field(let name): return value[name]
        case .literal(let literal): return literal
        case .chain(let parts):
            var result = value
            for part in parts { result = try evaluate(part, result) }
            return result
        case .index(let index): return element(index, of: value)
        case .slice(let from, let to, let step): return try slice(value, from, to, step)
        case .flatten(let inner): return try flattened(evaluate(inner, value))
        case .project(let base, let through):
            guard let elements = try evaluate(base, value).jsonList else { return .null }
            return try project(elements, through)
        case .projectValues(let base, let through):
            guard let entries = try evaluate(base, value).jsonObject else { return .null }
            return try project(entries.map(\.value), through)
        case .filter(let base, let condition, let through):
            guard let elements = try evaluate(base, value).jsonList else { return .null }
            var kept: [Value] = []
            for element in elements where try evaluate(condition, element).isTrue { kept.append(element) }
            return try project(kept, through)
        case .compare(let comparison, let left, let right):
            return compare(comparison, try evaluate(left, value), try evaluate(right, value))
        case .any(let parts): return try firstResult(of: parts, value) { $0.isTrue }
        case .all(let parts): return try firstResult(of: parts, value) { !$0.isTrue }
        case .not(let inner): return .boolean(try !evaluate(inner, value).isTrue)
        case .selectList(let parts): return try selectList(parts, value)
        case .selectObject(let pairs): return try selectObject(pairs, value)
        case .call(let name, let arguments): return try call(name, arguments, value)
        case .reference: throw JMESPathError(.invalidType, "an expression reference stands outside a function")
        }
    }

    private func project(_ elements: [Value], _ through: Node) throws(JMESPathError) -> Value {
        var results: [Value] = []
        for element in elements {
            let result = try evaluate(through, element)
            if !result.asIsNull { results.append(result) }
        }
        return .list(results)
    }

    private func element(_ index: Int, of value: Value) -> Value {
        guard let elements = value.jsonList else { return .null }
        let position = index < 0 ? elements.count + index : index
        return elements.indices.contains(position) ? elements[position] : .null
    }

    /// A slice as Python takes it: bounds beyond the list are cut, negative ones count from the end.
    private func slice(_ value: Value, _ from: Int?, _ to: Int?, _ step: Int?) throws(JMESPathError) -> Value {
        guard let elements = value.jsonList else { return .null }
        let step = step ?? 1
        guard step != 0 else { throw JMESPathError(.invalidValue, "a slice's step is zero") }
        let count = elements.count
        let (lowest, highest) = step > 0 ? (0, count) : (-1, count - 1)
        func bound(_ index: Int) -> Int { min(max(index < 0 ? index + count : index, lowest), highest) }
        var position = from.map(bound) ?? (step > 0 ? lowest : highest)
        let end = to.map(bound) ?? (step > 0 ? highest : lowest)
        var results: [Value] = []
        while step > 0 ? position < end : position > end {
            results.append(elements[position])
            position += step
        }
        return .list(results)
    }

    private func flattened(_ value: Value) -> Value {
        guard let elements = value.jsonList else { return .null }
        var results: [Value] = []
        for element in elements {
            if let inner = element.jsonList { results += inner } else { results.append(element) }
        }
        return .list(results)
    }

    private func compare(_ comparison: Comparison, _ left: Value, _ right: Value) -> Value {
        switch comparison {
        case .equal: return .boolean(left.isSame(as: right))
        case .notEqual: return .boolean(!left.isSame(as: right))
        default: break
        }
        guard let isLess = left.isOrdered(before: right), let isMore = right.isOrdered(before: left) else {
            return .null
        }
        return switch comparison {
        case .less: .boolean(isLess)
        case .lessOrEqual: .boolean(isLess || left.isSame(as: right))
        case .greater: .boolean(isMore)
        default: .boolean(isMore || left.isSame(as: right))
        }
    }

    private func firstResult(
        of parts: [Node], _ value: Value, where isWanted: (Value) -> Bool
    ) throws(JMESPathError) -> Value {
        var result = Value.null
        for part in parts {
            result = try evaluate(part, value)
            if isWanted(result) { break }
        }
        return result
    }

    private func selectList(_ parts: [Node], _ value: Value) throws(JMESPathError) -> Value {
        if value.asIsNull { return .null }
        var results: [Value] = []
        for part in parts { results.append(try evaluate(part, value)) }
        return .list(results)
    }

    private func selectObject(_ pairs: [(key: String, value: Node)], _ value: Value) throws(JMESPathError) -> Value {
        if value.asIsNull { return .null }
        var entries: [MapEntry] = []
        for pair in pairs { entries.set(pair.key, try evaluate(pair.value, value)) }
        return .map(entries)
    }

    private func call(_ name: String, _ arguments: [Node], _ value: Value) throws(JMESPathError) -> Value {
        var resolved: [Argument] = []
        for argument in arguments {
            if case .reference(let node) = argument {
                resolved.append(.reference(node))
            } else {
                resolved.append(.value(try evaluate(argument, value)))
            }
        }
        guard let function = Function.named[name] else {
            throw JMESPathError(.unknownFunction, "there is no function \(name)()")
        }
        return try function.call(name, resolved, self)
    }
}

extension [MapEntry] {
    /// Sets a key where it stands, or after all others.
    mutating func set(_ key: String, _ value: Value) {
        if let place = firstIndex(where: { $0.key == key }) {
            self[place].value = value
        } else {
            append(MapEntry(key: key, value: value))
        }
    }
}
