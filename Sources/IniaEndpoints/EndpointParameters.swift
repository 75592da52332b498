/// A value that a rule set takes.
public enum EndpointParameter: Sendable, Hashable {
    case string(String)
    case boolean(Bool)
    case strings([String])
}

/// The parameters of an endpoint, by the names that the rule set gives them.
///
/// They are few: a list of pairs is faster than a dictionary, and it keeps the order in which errors report them.
public struct EndpointParameters: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// One parameter.
    public struct Entry: Sendable, Hashable {
        /// The name, as the rule set spells it.
        public let name: String
        /// The value.
        public var value: EndpointParameter
    }

    /// The parameters in the order in which they were set.
    public private(set) var entries: [Entry] = []

    /// Creates a list of no parameters.
    public init() {}

    /// Creates a list of parameters; of a repeated name the last value counts.
    public init(dictionaryLiteral elements: (String, EndpointParameter)...) {
        for (name, value) in elements { self[name] = value }
    }

    /// The value of a parameter, or nil where it is not set.
    public subscript(name: String) -> EndpointParameter? {
        get { entries.first { $0.name == name }?.value }
        set {
            let index = entries.firstIndex { $0.name == name }
            switch (index, newValue) {
            case (let index?, let value?): entries[index].value = value
            case (let index?, nil): entries.remove(at: index)
            case (nil, let value?): entries.append(Entry(name: name, value: value))
            case (nil, nil): break
            }
        }
    }
}
