import Inia

/// What can be taken apart by the getters that a program uses and put together again by its setters. What a getter has
/// the wrong position or type for is lost on the way, which the comparison of requests and results then shows.
protocol Rebuilding: FieldValue {
    var rebuilt: Self { get }
}

/// Fields whose members all can be taken apart.
protocol RebuildingFields: Fields {
    static func rebuilt(_ old: Typed<Self>) -> Typed<Self>
}

extension Rebuilding {
    /// Plain values are what they are.
    var rebuilt: Self { self }
}

extension String: Rebuilding {}
extension Bool: Rebuilding {}
extension Int: Rebuilding {}
extension Double: Rebuilding {}
extension Timestamp: Rebuilding {}
extension Bytes: Rebuilding {}
extension Body: Rebuilding {}
extension Document: Rebuilding {}
extension AttributeValue: Rebuilding {}

extension Optional: Rebuilding where Wrapped: Rebuilding {
    var rebuilt: Wrapped? { map(\.rebuilt) }
}

extension Array: Rebuilding where Element: Rebuilding {
    var rebuilt: [Element] { map(\.rebuilt) }
}

extension Dictionary: Rebuilding where Key: FieldValue, Value: Rebuilding {
    var rebuilt: [Key: Value] { mapValues(\.rebuilt) }
}

extension Rebuilding where Self: OpenEnum {
    var rebuilt: Self { Self(rawValue: rawValue) }
}

extension Typed: Rebuilding where Members: RebuildingFields {
    var rebuilt: Typed { Members.rebuilt(self) }
}

extension Events: Rebuilding where Event: Rebuilding {
    var rebuilt: Events { Events(map { $0.rebuilt }) }
}

extension NoFields: RebuildingFields {
    static func rebuilt(_ old: Typed<NoFields>) -> Typed<NoFields> { Typed() }
}

/// An input without a member that its operation's parameters want, which no program can write.
struct MissingParameter: Error {}

func required<Member>(_ member: Member?) throws(MissingParameter) -> Member {
    guard let member else { throw MissingParameter() }
    return member
}

/// Refuses what no program can write and no service sends: an attribute value that has not exactly one member, which
/// only dynamic values can say.
func checkAttributes(in value: Value) throws {
    switch value {
    case .structure(let structure) where structure.shape.isAttributeValue:
        throw Unsupported("an attribute value of other than one member")
    case .structure, .map: for entry in value.asEntries { try checkAttributes(in: entry.value) }
    case .list(let elements): for element in elements { try checkAttributes(in: element) }
    default: break
    }
}

/// Collects what generated code can do.
struct TypedCallTable {
    var calls: [String: @Sendable (Client, Value) async throws -> Value] = [:]
    var requests: [String: @Sendable (Value) throws -> Value] = [:]
    var shapes: [String: @Sendable (Value) throws -> Value] = [:]

    mutating func call(_ name: String, _ body: @escaping @Sendable (Client, Value) async throws -> Value) {
        calls[name] = body
    }

    mutating func request(_ name: String, _ body: @escaping @Sendable (Value) throws -> Value) {
        requests[name] = body
    }

    mutating func shape<Members: RebuildingFields>(_ name: String, _ fields: Members.Type) {
        shapes[name] = { value in
            let old = Typed<Members>(value)
            try checkAttributes(in: old.asValue)
            return old.rebuilt.asValue
        }
    }
}
