public import IniaModels
internal import IniaShapes

/// A shape of a service's model by its name.
public struct ShapeName: Sendable {
    @usableFromInline let name: String
    private let service: EmbeddedService?

    /// Names a shape of a model.
    public init(_ name: String, of service: EmbeddedService) {
        self.name = name
        self.service = service
    }

    /// The name of a structure without members.
    init() {
        name = "Unit"
        service = nil
    }

    /// The shape. A model without it, which no generator makes, gives a structure without members.
    var shape: Shape {
        if let shape = try? service?.model().shape(named: name) { return shape }
        return Shape(name: name, kind: .structure, members: Members([]))
    }
}
