internal import CHost
internal import Glibc
internal import IniaPrimitives

/// A child process from its start to its reaping, on one thread.
struct ChildProcess: ~Copyable {
    private enum Ending { case exited, cancelled, tooMuchOutput }

    private let child: pid_t
    private let name: String
    private var output: OutputPipe
    private var errors: OutputPipe
    private let wakeup: Int32

    /// The most that is collected from either output.
    private static let outputLimit = 16 << 20
    private static let patience = 500

    static func run(_ command: [String], until cancellation: ProcessCancellation) throws -> ProcessOutcome {
        guard let name = command.first, !name.isEmpty else {
            throw HostError(during: "running", subject: "", reason: "no command")
        }
        guard !command.contains(where: { $0.utf8.contains(0) }) else {
            throw HostError(during: "running", subject: name, reason: "an argument holds NUL")
        }
        var output = try OutputPipe(for: name)
        var errors = try OutputPipe(for: name)
        let child = try spawn(command, name: name, output: output.writing, errors: errors.writing)
        output.closeWriting()
        errors.closeWriting()
        var process = ChildProcess(
            child: child, name: name, output: output, errors: errors, wakeup: cancellation.wakeup)
        return try process.outcome()
    }

    private static func spawn(
        _ command: [String], name: String, output: Int32, errors: Int32
    ) throws(HostError) -> pid_t {
        var arguments = command.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var child: pid_t = 0
        let fault = inia_spawn(&child, arguments, output, errors)
        guard fault == 0 else { throw HostError(during: "running", subject: name, errno: fault) }
        return child
    }

    private mutating func outcome() throws -> ProcessOutcome {
        var ending = collect()
        let status = ending == .exited ? awaitExit() : nil
        if ending == .exited, status == nil { ending = .cancelled }
        guard let status else {
            end()
            if ending == .cancelled { throw CancellationError() }
            throw HostError(during: "running", subject: name, reason: "too much output")
        }
        return ProcessOutcome(
            status: inia_exit_status(status), output: Bytes(output.content), errors: Bytes(errors.content))
    }

    /// Collects what the child prints until it has closed both outputs.
    private mutating func collect() -> Ending {
        while output.isOpen || errors.isOpen {
            var waits = [
                pollfd(fd: output.reading, events: Int16(POLLIN), revents: 0),
                pollfd(fd: errors.reading, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wakeup, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&waits, 3, -1) >= 0 else { continue }
            if waits[2].revents != 0 { return .cancelled }
            if waits[0].revents != 0 { output.read() }
            if waits[1].revents != 0 { errors.read() }
            if output.content.count > Self.outputLimit || errors.content.count > Self.outputLimit {
                return .tooMuchOutput
            }
        }
        return .exited
    }

    /// Waits for a child that has closed its outputs, as one does just before it exits; nil where it is cancelled.
    private func awaitExit() -> Int32? {
        var pause: Int32 = 0
        while true {
            if let status = reaped() { return status }
            var wait = pollfd(fd: wakeup, events: Int16(POLLIN), revents: 0)
            if poll(&wait, 1, pause) > 0 { return nil }
            pause = min(pause * 2 + 1, 20)
        }
    }

    /// Ends the child, with patience first.
    private func end() {
        kill(child, SIGTERM)
        var waited = 0
        while waited < Self.patience {
            if reaped() != nil { return }
            poll(nil, 0, 5)
            waited += 5
        }
        kill(child, SIGKILL)
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
    }

    /// The status of a child that has exited, which is thereby reaped. Where somebody else reaped it, as a program
    /// does that ignores SIGCHLD, its status is lost and taken for 0, as Python does.
    private func reaped() -> Int32? {
        var status: Int32 = 0
        let found = waitpid(child, &status, WNOHANG)
        if found == child { return status }
        return found < 0 && errno == ECHILD ? 0 : nil
    }
}

/// The pipe that one output of a child goes through, and what came out of it.
private struct OutputPipe: ~Copyable {
    private(set) var reading: Int32
    private(set) var writing: Int32
    private(set) var content: [UInt8] = []

    init(for name: String) throws(HostError) {
        var ends: [Int32] = [-1, -1]
        let fault = inia_pipe(&ends)
        guard fault == 0 else { throw HostError(during: "running", subject: name, errno: fault) }
        (reading, writing) = (ends[0], ends[1])
    }

    deinit {
        if reading >= 0 { close(reading) }
        if writing >= 0 { close(writing) }
    }

    var isOpen: Bool { reading >= 0 }

    mutating func closeWriting() {
        close(writing)
        writing = -1
    }

    mutating func read() {
        let room = 64 * 1024
        let chunk = [UInt8](unsafeUninitializedCapacity: room) { memory, filled in
            filled = max(Glibc.read(reading, memory.baseAddress, room), 0)
        }
        content += chunk
        // Poll said that there was something: nothing is then the end, or an error, which ends it as well.
        if chunk.isEmpty {
            close(reading)
            reading = -1
        }
    }
}
