import IniaPrimitives

/// `hello`: who speaks.
struct Hello: Command {
    static let name = "hello"

    func answer(_ line: Line) async throws -> Document {
        .answer([
            "name": .string("inia"), "version": .string("0.1.0"), "models": .string(modelsVersion),
            "commands": .list(Commands.named.keys.sorted().map(Document.string)),
        ])
    }

    /// The version of botocore that the models are from.
    private var modelsVersion: String { "1.43.11" }
}
