import IniaShapes

extension Function {
    /// The functions that put values in order, or find the first or last of them.
    static let ordering: [String: Function] = [
        "sort": Function(.numbersOrStrings) { arguments, _ in
            let elements = arguments[0].value.asList
            return .list(order(of: elements).map { elements[$0] })
        },
        "max": Function(.numbersOrStrings) { arguments, _ in extreme(arguments[0].value.asList) { $1.precedes($0) } },
        "min": Function(.numbersOrStrings) { arguments, _ in extreme(arguments[0].value.asList) { $0.precedes($1) } },
        "sort_by": Function(.array, .reference) { (arguments, evaluation) throws(JMESPathError) in
            let elements = arguments[0].value.asList
            let keys = try keys("sort_by", arguments, evaluation)
            return .list(order(of: keys).map { elements[$0] })
        },
        "max_by": Function(.array, .reference) { (arguments, evaluation) throws(JMESPathError) in
            let keys = try keys("max_by", arguments, evaluation)
            return best(keys) { $1.precedes($0) }.map { arguments[0].value.asList[$0] } ?? .null
        },
        "min_by": Function(.array, .reference) { (arguments, evaluation) throws(JMESPathError) in
            let keys = try keys("min_by", arguments, evaluation)
            return best(keys) { $0.precedes($1) }.map { arguments[0].value.asList[$0] } ?? .null
        },
    ]

    /// What each element is ordered by: all numbers or all strings.
    private static func keys(
        _ name: String, _ arguments: [Argument], _ evaluation: Evaluation
    ) throws(JMESPathError) -> [Value] {
        var keys: [Value] = []
        for element in arguments[0].value.asList {
            let key = try evaluation.evaluate(arguments[1].node, element)
            let type = key.jsonType
            guard type == .number || type == .string, keys.first.map({ $0.jsonType == type }) ?? true else {
                throw .wrongType(name, type, [.number, .string])
            }
            keys.append(key)
        }
        return keys
    }

    /// The places of the keys in ascending order, those of equal keys as they are.
    private static func order(of keys: [Value]) -> [Int] {
        keys.indices.sorted { left, right in
            if keys[left].precedes(keys[right]) { return true }
            return left < right && !keys[right].precedes(keys[left])
        }
    }

    private static func extreme(_ values: [Value], _ isBetter: (Value, Value) -> Bool) -> Value {
        best(values, isBetter).map { values[$0] } ?? .null
    }

    /// The place of the first key than which none is better.
    private static func best(_ keys: [Value], _ isBetter: (Value, Value) -> Bool) -> Int? {
        guard var best = keys.indices.first else { return nil }
        for place in keys.indices.dropFirst() where isBetter(keys[place], keys[best]) { best = place }
        return best
    }
}

extension Value {
    fileprivate func precedes(_ other: Value) -> Bool { isOrdered(before: other) ?? false }
}
