import IniaJMESPath
import IniaPrimitives

/// `jmespath`: one expression on one input.
struct JMESPathCommand: Command {
    static let name = "jmespath"

    func answer(_ line: Line) async throws -> Document {
        let input = try TaggedValue.value(line.document("input") ?? .null)
        do {
            let result = try JMESPath(try line.requiredText("expression")).search(input)
            return .answer(["result": try await TaggedValue.document(result)])
        } catch let error as JMESPathError {
            return .error(error.code.name, error.message)
        }
    }
}
