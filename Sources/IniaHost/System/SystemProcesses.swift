internal import CHost
internal import Glibc
internal import IniaPrimitives

/// Runs programs of the machine, each watched by a thread of its own, of which there are at most sixteen.
///
/// A program is looked up in `PATH` and inherits the environment, the working folder and standard input. When the task
/// is cancelled it is asked to end (SIGTERM), is killed half a second later, and in either case is gone when `run`
/// throws `CancellationError`.
public struct SystemProcesses: Processes {
    /// Creates access to the programs of the machine.
    public init() {}

    private static let threads = BlockingThreads(limit: 16)

    /// Runs a command and collects up to 16 MiB of either output; more is an error and ends the program.
    public func run(_ command: [String]) async throws -> ProcessOutcome {
        let cancellation = try ProcessCancellation(command: command.first ?? "")
        return try await withTaskCancellationHandler {
            try Task.checkCancellation()
            return try await Self.threads.run { Result { try ChildProcess.run(command, until: cancellation) } }.get()
        } onCancel: {
            cancellation.request()
        }
    }
}

/// Tells a watching thread that its child is no longer wanted: a pipe whose closing end wakes it.
final class ProcessCancellation: Sendable {
    let wakeup: Int32
    private let trigger: Int32

    init(command: String) throws(HostError) {
        var ends: [Int32] = [-1, -1]
        let fault = inia_pipe(&ends)
        guard fault == 0 else { throw HostError(during: "running", subject: command, errno: fault) }
        (wakeup, trigger) = (ends[0], ends[1])
    }

    deinit {
        close(wakeup)
        close(trigger)
    }

    /// Wakes the thread; later requests do nothing more.
    func request() {
        var byte: UInt8 = 1
        _ = write(trigger, &byte, 1)
    }
}
