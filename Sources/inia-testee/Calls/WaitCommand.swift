import Inia
import IniaPrimitives

/// `wait`: a waiter against the line's replies.
struct WaitCommand: Command {
    static let name = "wait"

    func answer(_ line: Line) async throws -> Document {
        let made: LineClient
        do {
            made = try LineClient(line)
        } catch {
            return .answer(["requests": .list([]), "sleeps": .list([]), "error": try await ErrorAnswer.document(error)])
        }
        let options = try line.document("waiterConfig") ?? .null
        var outcome = Document.Entry(key: "matched", value: .string("success"))
        do {
            try await made.client.wait(
                until: try line.requiredText("waiter"), try line.params,
                delay: options["delay"]?.asFloat.map { .seconds($0) },
                maxAttempts: options["maxAttempts"]?.asInteger.map { Int(clamping: $0) })
        } catch {
            outcome = .init(key: "error", value: try await ErrorAnswer.document(error))
        }
        return .map([.init(key: "requests", value: made.requests), .init(key: "sleeps", value: made.sleeps), outcome])
    }
}
