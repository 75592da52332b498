internal import IniaModels
internal import IniaShapes

/// What has to be known of shapes, beyond each by itself, before they can be declared.
struct ShapeFacts {
    /// The structures that an operation's input or output is.
    private(set) var messages: Set<String> = []
    /// The shapes that members, elements, values or errors refer to.
    private(set) var parts: Set<String> = []
    /// The shapes from which a stream can be reached.
    private(set) var streaming: Set<String> = []
    /// The structures that are pages.
    private(set) var pages: Set<String> = []

    init(_ reach: Reach, of model: ServiceModel) throws(ModelError) {
        var users: [String: [String]] = [:]
        var pending: [String] = []
        for name in reach.shapes {
            let shape = try model.shape(named: name)
            if shape.isStream { pending.append(name) }
            for reference in shape.references {
                parts.insert(reference.target)
                users[reference.target, default: []].append(name)
                if reference.traits.contains(.streaming) || reference.traits.contains(.eventStream) {
                    pending.append(name)
                }
            }
        }
        while let name = pending.popLast() {
            if streaming.insert(name).inserted { pending += users[name] ?? [] }
        }
        takeMessages(of: reach)
    }

    private mutating func takeMessages(of reach: Reach) {
        let paged = Set(reach.paginators.map(\.name))
        for operation in reach.operations {
            for reference in [operation.input, operation.output] {
                if let reference { messages.insert(reference.target) }
            }
            if paged.contains(operation.name), let output = operation.output { pages.insert(output.target) }
        }
    }
}

extension Shape {
    /// The references to what the shape is made of.
    var references: [Reference] {
        (members?.map(\.reference) ?? []) + [element, key].compactMap { $0 }
    }

    fileprivate var isStream: Bool { traits.contains(.eventStream) || traits.contains(.streaming) }
}
