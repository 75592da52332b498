import IniaShapes

/// Counts the members of a union in a response, of which there must be just one.
struct UnionTag {
    private var count = 0
    private var unknown: String?

    init() {}

    /// Notes members that are set, by their names, with whether the model knows them.
    init(_ tags: [String: Bool]) {
        for (name, isKnown) in tags { note(unknown: isKnown ? nil : name) }
    }

    /// Notes a member that is set, by its name where the model does not know it.
    mutating func note(unknown name: String? = nil) {
        count += 1
        if let name { unknown = name }
    }

    /// The value in place of a union whose one member the model does not know, or nil where it does.
    ///
    /// - Throws: ``ProtocolError`` with code `malformedResponse` where not just one is set.
    func substitute(for shape: Shape) throws(ProtocolError) -> Value? {
        guard count == 1 else {
            throw ProtocolError(
                .malformedResponse,
                "Invalid service response: \(shape.name) must have one and only one member set.")
        }
        guard let unknown else { return nil }
        return .map([
            MapEntry(key: "SDK_UNKNOWN_MEMBER", value: .map([MapEntry(key: "name", value: .string(unknown))]))
        ])
    }
}
