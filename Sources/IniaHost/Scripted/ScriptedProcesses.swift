internal import Synchronization

/// Programs that are not run: each command has an outcome laid down for it.
public final class ScriptedProcesses: Processes {
    private let outcomes: [[String]: ProcessOutcome]
    private let recorded = Mutex<[[String]]>([])

    /// Creates programs with the outcome of each command, which is a program's name and its arguments.
    public init(_ outcomes: [[String]: ProcessOutcome] = [:]) { self.outcomes = outcomes }

    /// The commands that were run, in order.
    public var commands: [[String]] { recorded.withLock { $0 } }

    /// The outcome laid down for a command; a command without one is a program that is missing.
    public func run(_ command: [String]) async throws -> ProcessOutcome {
        try Task.checkCancellation()
        recorded.withLock { $0.append(command) }
        guard let outcome = outcomes[command] else {
            throw HostError(
                during: "running", subject: command.first ?? "", reason: "No such file or directory")
        }
        return outcome
    }
}
