extension Value: Equatable {
    /// Whether two values are equal; payloads and streams of events are equal only to themselves.
    @inline(never)  // In each comparison of lists it would stand several times, nine kilobytes of it.
    public static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.boolean(let left), .boolean(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.float(let left), .float(let right)): left == right
        case (.string(let left), .string(let right)): left == right
        case (.blob(let left), .blob(let right)): left == right
        case (.timestamp(let left), .timestamp(let right)): left == right
        case (.list(let left), .list(let right)): left == right
        case (.map(let left), .map(let right)): left == right
        case (.structure(let left), .structure(let right)): left == right
        case (.attribute(let left), .attribute(let right)): left == right
        case (.document(let left), .document(let right)): left == right
        case (.body(let left), .body(let right)): left == right
        case (.events(let left), .events(let right)): left == right
        default: false
        }
    }
}

extension AttributeValue: Equatable {
    /// Whether two values are equal; the order of a set's elements counts.
    @inline(never)  // As with values.
    public static func == (left: AttributeValue, right: AttributeValue) -> Bool {
        switch (left, right) {
        case (.string(let left), .string(let right)), (.number(let left), .number(let right)): left == right
        case (.binary(let left), .binary(let right)): left == right
        case (.strings(let left), .strings(let right)), (.numbers(let left), .numbers(let right)): left == right
        case (.binaries(let left), .binaries(let right)): left == right
        case (.map(let left), .map(let right)): left == right
        case (.list(let left), .list(let right)): left == right
        case (.null(let left), .null(let right)), (.boolean(let left), .boolean(let right)): left == right
        default: false
        }
    }
}

extension Structure: Equatable {
    /// Whether both are of one shape and have equal members, in whatever order those were set.
    public static func == (left: Structure, right: Structure) -> Bool {
        left.shape.name == right.shape.name && left.slots.count == right.slots.count
            && left.slots.allSatisfy { right[Int($0.index)] == $0.value }
    }
}
