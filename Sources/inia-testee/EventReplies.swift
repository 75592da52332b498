import IniaPrimitives
import IniaProtocols
import IniaShapes

extension TaggedValues {
    /// The events of a stream, an error of the service's standing last.
    static func document(_ events: EventStream) async throws -> Document {
        var list: [Document] = []
        do {
            for try await event in events { list.append(try await document(event)) }
        } catch let error as ServiceReplyError {
            list.append(
                .map([
                    .init(
                        key: "$error",
                        value: .map([
                            .init(key: "Code", value: error.code.map(Document.string) ?? .null),
                            .init(key: "Message", value: error.message.map(Document.string) ?? .null),
                        ]))
                ]))
        }
        return .map([.init(key: "$events", value: .list(list))])
    }
}
