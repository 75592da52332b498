import Glibc
import IniaHost
import IniaPrimitives
import Testing

@Suite struct SystemProcessesTests {
    private let processes = SystemProcesses()

    @Test func `a program's outputs and status are collected`() async throws {
        let outcome = try await processes.run(["sh", "-c", "echo out; echo err >&2; exit 7"])
        #expect(outcome.status == 7)
        #expect(outcome.output.text == "out\n")
        #expect(outcome.errors.text == "err\n")
    }

    @Test func `no shell looks at the arguments`() async throws {
        let outcome = try await processes.run(["printf", "%s|", "$HOME; echo x", "*", "a b"])
        #expect(outcome.output.text == "$HOME; echo x|*|a b|")
    }

    @Test func `outputs larger than a pipe are read side by side`() async throws {
        let outcome = try await processes.run(
            ["sh", "-c", "head -c 300000 /dev/zero >&2; head -c 400000 /dev/zero"])
        #expect(outcome.output.count == 400_000)
        #expect(outcome.errors.count == 300_000)
        #expect(outcome.status == 0)
    }

    @Test func `a program that a signal ends has the status that shells give`() async throws {
        #expect(try await processes.run(["sh", "-c", "kill -9 $$"]).status == 137)
    }

    @Test func `a child has no descriptor of its parent's but the three standard ones`() async throws {
        let leaked = open("/dev/null", O_RDONLY)
        defer { close(leaked) }
        let outcome = try await processes.run(["ls", "/proc/self/fd"])
        // The fourth is the folder that ls reads.
        #expect(outcome.output.text == "0\n1\n2\n3\n")
    }

    @Test func `a missing program and an empty command are errors`() async throws {
        await #expect(
            throws: HostError(
                during: "running", subject: "inia-no-such-program", reason: "No such file or directory")
        ) {
            try await processes.run(["inia-no-such-program"])
        }
        await #expect(throws: HostError.self) { try await processes.run([]) }
        await #expect(throws: HostError.self) { try await processes.run(["echo", "a\0b"]) }
    }

    @Test func `output without end is cut off with an error`() async throws {
        await #expect(throws: HostError(during: "running", subject: "yes", reason: "too much output")) {
            try await processes.run(["yes"])
        }
    }

    @Test func `a cancelled program is gone when the call ends`() async throws {
        let folder = TemporaryFolder()
        let fifo = folder.path + "/pid"
        try #require(mkfifo(fifo, 0o600) == 0)
        let running = Task { try await processes.run(["sh", "-c", "echo $$ > \(fifo); exec sleep 600"]) }
        let child = try await pid(from: fifo)
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
        #expect(kill(child, 0) == -1)
    }

    @Test func `a program that does not heed the request to end is killed`() async throws {
        let folder = TemporaryFolder()
        let fifo = folder.path + "/pid"
        try #require(mkfifo(fifo, 0o600) == 0)
        let stubborn = "trap '' TERM; echo $$ > \(fifo); while :; do sleep 0.01; done"
        let running = Task { try await processes.run(["sh", "-c", stubborn]) }
        let child = try await pid(from: fifo)
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
        #expect(kill(child, 0) == -1)
    }

    @Test func `a task that is cancelled already runs nothing`() async throws {
        let folder = TemporaryFolder()
        let running = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await processes.run(["touch", folder.path + "/touched"])
        }
        await #expect(throws: CancellationError.self) { try await running.value }
        #expect(try PosixFiles().list(folder.path) == [])
    }

    /// Waits for the program to say its number through a named pipe, on a thread that may block.
    private func pid(from fifo: String) async throws -> pid_t {
        let text = try await Task.detached { try PosixFiles().read(fifo)?.text ?? "" }.value
        return try #require(pid_t(text.split(separator: "\n").first ?? ""))
    }
}
