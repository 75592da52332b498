internal import IniaCalls
internal import IniaJMESPath
internal import IniaShapes

/// All pages as one: lists joined, numbers added up.
struct FullResult: Sendable {
    private let keys: [JMESPath]
    private(set) var value = Value.map([])

    init(_ plan: PaginationPlan) { keys = plan.resultKeys }

    /// Adds a page.
    mutating func add(_ page: Value) throws(CallError) {
        for key in keys {
            let addition = try key.found(in: page)
            if addition.asIsNull { continue }
            let sum: Value
            switch (try key.found(in: value), addition) {
            case (.null, _): sum = addition
            case (.list(let old), .list(let new)): sum = .list(old + new)
            case (.string(let old), .string(let new)): sum = .string(old + new)
            case (.integer(let old), .integer(let new)): sum = .integer(old &+ new)
            case (let old, let new):
                guard let old = old.asDouble, let new = new.asDouble else { continue }
                sum = .float(old + new)
            }
            value.set(try key.path, to: sum)
        }
    }

    /// The whole, with what is the same on every page and where to go on.
    ///
    /// A joined list stays whole even where it lies in something that is taken from the first page.
    func finished(with state: PaginationState) throws(CallError) -> Value {
        var whole = value
        whole.merge(state.nonAggregate)
        for key in keys {
            if case .list(let elements) = try key.found(in: value) { whole.set(try key.path, to: .list(elements)) }
        }
        if let token = state.resumeToken { whole.setMember("NextToken", .string(token)) }
        return whole
    }
}
