internal import IniaPrimitives

/// A reader that takes input from outside, with what must hold whatever the input is.
struct Target: Sendable {
    /// The name by which `scripts/fuzz` knows it.
    let name: String
    /// Reads an input; a crash or a failed ``expect(_:_:)`` is a find.
    let run: @Sendable (Bytes) -> Void

    static let all = [
        Target(name: "json", run: JSONTarget.run), Target(name: "xml", run: XMLTarget.run),
        Target(name: "cbor", run: CBORTarget.run), Target(name: "events", run: EventsTarget.run),
        Target(name: "http", run: HTTPTarget.run), Target(name: "ini", run: INITarget.run),
        Target(name: "rules", run: RulesTarget.run), Target(name: "jmespath", run: JMESPathTarget.run),
        Target(name: "replies", run: RepliesTarget.run), Target(name: "dates", run: DatesTarget.run),
    ]
}

/// Ends the program where something that must hold does not, so that libFuzzer keeps the input.
func expect(_ holds: Bool, _ claim: String) {
    if !holds { preconditionFailure(claim) }
}
