/// A use of a type.
indirect enum TypeReference: Sendable, Equatable {
    /// A type of Swift's or of this library's, in full: `Swift.String`.
    case known(String)
    /// A structure, by the names in the client and of its fields.
    case structure(type: String, fields: String)
    /// An enum or a union, by its name in the client.
    case named(String)
    case events(String)
    case list(TypeReference)
    case map(key: TypeReference, value: TypeReference)
    case optional(TypeReference)

    /// From where a type is spoken of.
    enum Place {
        /// Inside the namespace of fields.
        case fields
        /// Inside the client.
        case client
        /// Outside the client of the given name.
        case outside(String)
    }

    /// The type as source spells it.
    func spelled(in place: Place) -> String {
        switch self {
        case .known(let name): name
        case .structure(let type, let fields):
            if case .fields = place { "Inia.Typed<\(fields)>" } else { place.prefix + type }
        case .named(let name): place.prefix + name
        case .events(let name): "Inia.Events<\(place.prefix)\(name)>"
        case .list(let element): "[\(element.spelled(in: place))]"
        case .map(let key, let value): "[\(key.spelled(in: place)): \(value.spelled(in: place))]"
        case .optional(let wrapped): wrapped.spelled(in: place) + "?"
        }
    }
}

extension TypeReference.Place {
    /// What stands before the name of something in the client.
    var prefix: String {
        if case .outside(let client) = self { client + "." } else { "" }
    }
}
