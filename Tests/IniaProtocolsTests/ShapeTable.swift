import IniaShapes
import Synchronization

/// Shapes that a test spells out, with one of each scalar kind at hand under the kind's name.
final class ShapeTable: ShapeSource {
    private let shapes = Mutex<[String: Shape]>([:])

    init() {
        for kind: Shape.Kind in [.string, .blob, .boolean, .integer, .long, .float, .double, .timestamp] {
            add(Shape(name: "\(kind)", kind: kind))
        }
    }

    func shape(named name: String) throws(ModelError) -> Shape {
        guard let shape = shapes.withLock({ $0[name] }) else { throw ModelError(.unknownShape, name) }
        return shape
    }

    private func add(_ shape: Shape) { shapes.withLock { $0[shape.name] = shape } }

    /// A reference to a shape, with traits of its own.
    func to(
        _ target: String, _ flags: Traits.Flags = [], name: String? = nil, at location: Traits.Location? = nil,
        format: Traits.TimestampFormat? = nil, minimum: Double? = nil, rare: Traits.Rare? = nil
    ) -> Reference {
        var traits = Traits()
        traits.flags = flags
        traits.locationName = name
        traits.location = location
        traits.timestampFormat = format
        traits.minimum = minimum
        traits.rare = rare
        return Reference(to: target, traits: traits, in: self)
    }

    func structure(
        _ name: String, _ members: KeyValuePairs<String, Reference>, required: [String] = [],
        _ flags: Traits.Flags = [], rare: Traits.Rare? = nil
    ) {
        var traits = Traits()
        traits.flags = flags
        traits.rare = rare
        let list = members.enumerated().map { index, member in
            Member(
                name: member.key, index: index, isRequired: required.contains(member.key), reference: member.value)
        }
        add(Shape(name: name, kind: .structure, traits: traits, members: Members(list, required: required)))
    }

    func list(_ name: String, of element: Reference, _ flags: Traits.Flags = []) {
        var traits = Traits()
        traits.flags = flags
        add(Shape(name: name, kind: .list, traits: traits, element: element))
    }

    func map(_ name: String, _ key: Reference, _ value: Reference, _ flags: Traits.Flags = []) {
        var traits = Traits()
        traits.flags = flags
        add(Shape(name: name, kind: .map, traits: traits, element: value, key: key))
    }

    /// DynamoDB's attribute value, and a map of such.
    func attributeValues() {
        structure(
            "AttributeValue",
            [
                "S": to("string"), "N": to("string"), "B": to("blob"), "SS": to("Texts"), "NS": to("Texts"),
                "BS": to("Blobs"), "M": to("Attributes"), "L": to("AttributeList"), "NULL": to("boolean"),
                "BOOL": to("boolean"),
            ], .union)
        list("Texts", of: to("string"))
        list("Blobs", of: to("blob"))
        list("AttributeList", of: to("AttributeValue"))
        map("Attributes", to("string"), to("AttributeValue"))
    }
}
