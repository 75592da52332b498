/// The schema of a value: its kind, its traits and what it is made of.
///
/// As in botocore, the traits of a reference to a shape (a member of a structure, the element of a list) are merged
/// over those of its target, so each reference has a `Shape` of its own, made when it is first reached. Shapes live
/// as long as the service model they come from, which is as long as the process.
public final class Shape: Sendable {
    /// The kinds of shape. `byte` and `short` are read as `integer`, `character` as `string`.
    public enum Kind: Sendable, Hashable {
        case structure, list, map
        case string, blob, boolean, integer, long, float, double, timestamp
    }

    /// The name of the shape in its model.
    public let name: String
    /// The kind of the shape.
    public let kind: Kind
    /// The traits of the shape, those of the reference to it merged over them.
    public let traits: Traits
    /// The members of a structure; of no other kind.
    public let members: Members?
    /// The elements of a list, or the values of a map.
    public let element: Reference?
    /// The keys of a map.
    public let key: Reference?

    /// Creates a shape.
    public init(
        name: String, kind: Kind, traits: Traits = Traits(), members: Members? = nil, element: Reference? = nil,
        key: Reference? = nil
    ) {
        self.name = name
        self.kind = kind
        self.traits = traits
        self.members = members
        self.element = element
        self.key = key
    }

    /// The same shape as seen through a reference with traits of its own.
    public func referred(with overriding: Traits) -> Shape {
        overriding.isEmpty
            ? self
            : Shape(
                name: name, kind: kind, traits: traits.overridden(by: overriding), members: members, element: element,
                key: key)
    }

    /// The shape of a list's elements or a map's values.
    public var elementShape: Shape {
        get throws(ModelError) {
            guard let element else { throw ModelError(.malformed, "shape \(name) has no element") }
            return try element.shape
        }
    }

    /// The shape of a map's keys.
    public var keyShape: Shape {
        get throws(ModelError) {
            guard let key else { throw ModelError(.malformed, "shape \(name) has no key") }
            return try key.shape
        }
    }

    /// The code by which an error of this shape is known on the wire: that of its `error` trait, or its name.
    public var errorCode: String { traits.rare?.errorCode ?? name }

    /// Whether values of this shape are DynamoDB's attribute values, which have a form of their own.
    public var isAttributeValue: Bool { members?.areAttributeValue ?? false }
}

extension Shape: CustomDebugStringConvertible {
    /// The shape's name and kind.
    public var debugDescription: String { "Shape(\(name), \(kind))" }
}

/// A reference to a shape by name, resolved when it is first followed.
public final class Reference: Sendable {
    /// The name of the shape that is referred to.
    public let target: String
    /// The traits that stand on the reference itself.
    public let traits: Traits
    private let source: any ShapeSource
    private let resolved = OnceReference<Shape>()

    /// Creates a reference to a shape that the source will find.
    public init(to target: String, traits: Traits = Traits(), in source: any ShapeSource) {
        self.target = target
        self.traits = traits
        self.source = source
    }

    /// The shape that is referred to, with this reference's traits merged over its own.
    public var shape: Shape {
        get throws(ModelError) {
            if let shape = resolved.load() { return shape }
            return resolved.storeIfNil(try source.shape(named: target).referred(with: traits))
        }
    }

    /// The kind of the shape where it is known already.
    public var knownKind: Shape.Kind? { resolved.read { $0.kind } }

    /// The kind of the shape, which for most scalars is all that reading them takes.
    public var kind: Shape.Kind {
        get throws(ModelError) {
            if let kind = resolved.read({ $0.kind }) { return kind }
            return try shape.kind
        }
    }
}

/// Where shapes are found by name.
public protocol ShapeSource: Sendable {
    /// The shape of that name; the same object each time.
    func shape(named name: String) throws(ModelError) -> Shape
}

/// A member of a structure.
public final class Member: Sendable {
    /// The name in the model.
    public let name: String
    /// The position among the structure's members.
    public let index: Int
    /// The name on the wire: `locationName` where the model has one, else the name.
    public let wireName: String
    /// Whether the model demands the member in input.
    public let isRequired: Bool
    /// The reference to the member's shape.
    public let reference: Reference

    /// Creates a member at a position.
    public init(name: String, index: Int, isRequired: Bool, reference: Reference) {
        self.name = name
        self.index = index
        self.isRequired = isRequired
        self.reference = reference
        wireName = reference.traits.locationName ?? name
    }

    /// The member's shape, with the traits of the reference merged over the target's.
    public var shape: Shape { get throws(ModelError) { try reference.shape } }

    /// Where a REST protocol binds the member; nil for the body. Locations stand on references only.
    public var location: Traits.Location? { reference.traits.location }

    /// Whether the member of an output stands in the head of a REST response.
    public var isInResponseHead: Bool {
        switch location {
        case .header, .headers, .statusCode: true
        case nil, .uri, .querystring: false
        }
    }

    /// Whether the member is looked for in a response's XML, and not in its head or an event's.
    public var isInXML: Bool { !isInResponseHead && !reference.traits.contains(.eventHeader) }
}

/// The members of a structure, in the model's order.
public final class Members: Sendable, RandomAccessCollection {
    private let list: [Member]
    private let byName: [String: Int]
    private let byWireName: [String: Int]
    private let wireKeys: [NameKey]
    /// Whether a member is looked for in XML, and its name on the wire may stand in a tag as it is, by position.
    private let arePlainTags: [Bool]
    private let flattenedLists = OnceReference<FlattenedLists>()
    /// The members that the model demands in input, in the order in which it lists them.
    public let required: [Member]
    /// Whether these are the ten members of DynamoDB's `AttributeValue`.
    public let areAttributeValue: Bool
    /// Whether some member is an attribute of its element in XML.
    public let hasXMLAttributes: Bool
    /// The member that is a stream of events, if any.
    public let events: Member?
    /// Whether two members have one name on the wire, as S3's `Event` and `Events`.
    public let sharesWireNames: Bool

    /// Creates the members of a structure.
    ///
    /// - Parameter required: the names of the required members, in the order of the model's `required` list; where
    ///   it is left out, that of the members themselves.
    public init(_ list: [Member], required: [String]? = nil) {
        self.list = list
        let names = Dictionary(list.map { ($0.name, $0.index) }, uniquingKeysWith: { $1 })
        byName = names
        wireKeys = list.map { NameKey($0.wireName) }
        arePlainTags = list.map { $0.isInXML && $0.wireName.isPlainTag }
        byWireName = Dictionary(list.map { ($0.wireName, $0.index) }, uniquingKeysWith: { $1 })
        self.required =
            required.map { $0.compactMap { names[$0].map { list[$0] } } } ?? list.filter(\.isRequired)
        areAttributeValue =
            list.count == 10
            && ["S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL"].allSatisfy { names[$0] != nil }
        hasXMLAttributes = list.contains { $0.reference.traits.contains(.xmlAttribute) }
        // The loader copies the trait from the unions of events to the members that are such, since looking at every
        // member's own shape would read them all.
        events = list.first { $0.reference.traits.contains(.eventStream) }
        sharesWireNames = byWireName.count != list.count
    }

    /// Zero.
    public var startIndex: Int { 0 }
    /// The number of members.
    public var endIndex: Int { list.count }
    /// The member at a position.
    public subscript(position: Int) -> Member { list[position] }

    /// The kind of the member at a position where its shape was followed before.
    public func knownKind(at position: Int) -> Shape.Kind? { list[position].reference.knownKind }

    /// The member of that name in the model.
    public subscript(name: String) -> Member? { byName[name].map { list[$0] } }

    /// The member of that name on the wire.
    public func member(wireName: String) -> Member? { byWireName[wireName].map { list[$0] } }

    /// The member whose name on the wire has these UTF-8 bytes.
    ///
    /// - Parameter hint: the position to try first, and then the next: peers tend to send members in the model's order.
    public func member(wireName utf8: UnsafeRawBufferPointer, hint: Int = 0) -> Member? {
        let key = NameKey(utf8)
        if hint >= 0 {
            for position in hint..<Swift.max(hint, Swift.min(hint + 2, list.count))
            where wireKeys[position] == key && (key.isWhole || list[position].wireName.hasUTF8(utf8)) {
                return list[position]
            }
        }
        // Of members that share a name the last is meant, here as in the dictionary.
        guard list.count <= 24 else { return member(wireName: String(decoding: utf8, as: UTF8.self)) }
        var position = list.count
        while position > 0 {
            position -= 1
            if wireKeys[position] == key, key.isWhole || list[position].wireName.hasUTF8(utf8) { return list[position] }
        }
        return nil
    }

    /// The position of the member of a start tag of XML without attributes, if it is the one that is expected, or the
    /// next.
    ///
    /// - Parameters:
    ///   - text: what follows the tag's `<`, in UTF-8.
    ///   - hint: the position of the member that is expected.
    /// - Returns: the position, and the number of the name's bytes; nil too where that member is not looked for in XML, or
    ///   its name is none that may stand in a tag as it is.
    public func position(startTag text: UnsafeRawBufferPointer, hint: Int) -> (position: Int, nameCount: Int)? {
        for position in hint..<Swift.max(hint, Swift.min(hint + 2, list.count)) {
            let key = wireKeys[position]
            guard key.begins(text, before: UInt8(ascii: ">")) else { continue }
            guard arePlainTags[position],
                key.isWhole || list[position].wireName.hasUTF8(UnsafeRawBufferPointer(rebasing: text[..<key.count]))
            else { return nil }
            return (position, key.count)
        }
        return nil
    }

    /// The member whose name in the model has these UTF-8 bytes.
    ///
    /// - Parameter hint: the position to try first.
    public func member(name utf8: UnsafeRawBufferPointer, hint: Int = 0) -> Member? {
        if hint >= 0, hint < list.count, list[hint].name.hasUTF8(utf8) { return list[hint] }
        return self[String(decoding: utf8, as: UTF8.self)]
    }

    /// The flattened list whose elements have that name in XML instead of the list's own.
    ///
    /// The first search follows the references to all members.
    public func flattenedList(elementName: String) throws(ModelError) -> Member? {
        let known: FlattenedLists
        if let loaded = flattenedLists.load() {
            known = loaded
        } else {
            known = flattenedLists.storeIfNil(try FlattenedLists(among: list))
        }
        return known.byElementName[elementName].map { list[$0] }
    }
}

/// Which flattened lists of a structure are known in XML by the name of their elements.
private final class FlattenedLists: Sendable {
    let byElementName: [String: Int]

    init(among members: [Member]) throws(ModelError) {
        var names: [String: Int] = [:]
        for member in members {
            let shape = try member.shape
            guard shape.kind == .list, shape.traits.contains(.flattened) else { continue }
            if let name = try shape.elementShape.traits.locationName { names[name] = member.index }
        }
        byElementName = names
    }
}

extension String {
    /// Whether the text is an ASCII letter followed by letters, digits, `_`, `-` and `.`.
    fileprivate var isPlainTag: Bool {
        guard let first = utf8.first, isLetter(first) else { return false }
        return utf8.allSatisfy { byte in
            isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "_-.".utf8.contains(byte)
        }
    }

    private func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }

    /// Whether the text's UTF-8 form is these bytes.
    fileprivate func hasUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
        utf8.withContiguousStorageIfAvailable { UnsafeRawBufferPointer($0).equals(bytes) } ?? utf8.elementsEqual(bytes)
    }
}

/// A model cannot be read, or names something that it does not have.
public struct ModelError: Error, Hashable, Sendable {
    /// The kinds of failure.
    public struct Code: Hashable, Sendable {
        /// The kind in words.
        public let name: String

        /// Creates a kind of one's own.
        public init(_ name: String) { self.name = name }

        /// No such service among the models.
        public static let unknownService = Code("unknown service")
        /// The service has no such operation.
        public static let unknownOperation = Code("unknown operation")
        /// The model refers to a shape that it does not have.
        public static let unknownShape = Code("unknown shape")
        /// No such paginator.
        public static let unknownPaginator = Code("unknown paginator")
        /// No such waiter.
        public static let unknownWaiter = Code("unknown waiter")
        /// The service speaks none of the protocols that are known here.
        public static let unknownProtocol = Code("unknown protocol")
        /// A line of the model is not what it should be.
        public static let malformed = Code("malformed model")
        /// A model's file cannot be read.
        public static let unreadable = Code("unreadable model")
    }

    /// The kind of failure.
    public var code: Code
    /// What is wrong, naming the file and line or the name that was sought.
    public var message: String
    /// The nearest names that exist, for a name that does not.
    public var suggestions: [String]

    /// Creates an error.
    public init(_ code: Code, _ message: String, suggestions: [String] = []) {
        self.code = code
        self.message = message
        self.suggestions = suggestions
    }
}

extension ModelError: CustomStringConvertible {
    /// The failure in one sentence.
    public var description: String {
        suggestions.isEmpty
            ? "\(code.name): \(message)"
            : "\(code.name): \(message); did you mean \(suggestions.joined(separator: ", "))?"
    }
}
