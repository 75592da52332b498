import IniaModels
import IniaPrimitives
import IniaProtocols
import IniaShapes

/// `validate`: whether parameters are what the model demands.
struct ValidateCommand: Command {
    static let name = "validate"

    func answer(_ line: Line) async throws -> Document {
        do {
            let operation = try line.model.operation(try line.operation)
            if let shape = try operation.input?.shape {
                let token = try line.text("uuid") ?? "00000000-0000-4000-8000-000000000000"
                // A client's messages repeat no secrets; botocore's do, and the rest of them is compared with these.
                _ = try Structure(
                    binding: try line.params, to: shape, repeatsSecrets: true, idempotencyToken: { token })
            }
            return .answer(["valid": .boolean(true)])
        } catch let error as ProtocolError {
            guard let validation = error.validation else { throw error }
            return .error("validation", validation.description)
        } catch let error as ModelError where error.code == .unknownOperation || error.code == .unknownService {
            return .error(error.code == .unknownOperation ? "unknown-operation" : "unknown-service", error.description)
        }
    }
}
