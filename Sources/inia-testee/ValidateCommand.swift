import IniaModels
import IniaPrimitives
import IniaProtocols
import IniaShapes

/// `validate`: whether parameters are what the model demands.
enum ValidateCommand {
    static func answer(_ line: Document, model: ServiceModel) throws -> Document {
        let operation = try model.operation(line["operation"]?.asString ?? "")
        guard let shape = try operation.input?.shape else { return .map([.init(key: "valid", value: .boolean(true))]) }
        let token = line["uuid"]?.asString ?? "00000000-0000-4000-8000-000000000000"
        do {
            _ = try Structure(
                binding: TaggedValues.value(line["params"] ?? .map([])), to: shape, idempotencyToken: { token })
            return .map([.init(key: "valid", value: .boolean(true))])
        } catch {
            guard let validation = error.validation else { throw error }
            return .map([
                .init(
                    key: "error",
                    value: .map([
                        .init(key: "type", value: .string("validation")),
                        .init(key: "message", value: .string(validation.description)),
                    ]))
            ])
        }
    }
}
