import IniaHost
import IniaPrimitives
import Testing

@Suite struct HostTests {
    @Test func `the machine itself has a home, an executable and a moving clock`() {
        let host = Host.system
        #expect(host.environment.home.hasPrefix("/"))
        #expect(host.environment.executable?.hasPrefix("/") == true)
        #expect(host.clock.now.seconds > 1_700_000_000)
        let before = host.clock.instant
        #expect(host.clock.instant >= before)
    }

    @Test func `the machine's randomness has the shapes that are asked for`() throws {
        let entropy = SystemEntropy()
        for _ in 0..<100 { #expect((0..<1).contains(entropy.uniform())) }
        #expect(entropy.bytes(1000).count == 1000)
        #expect(entropy.bytes(0) == [] && entropy.bytes(-1) == [])
        #expect(entropy.bytes(16) != entropy.bytes(16))
        let uuid = Array(entropy.uuid())
        #expect(uuid.count == 36 && uuid[14] == "4" && "89ab".contains(uuid[19]))
        #expect([8, 13, 18, 23].allSatisfy { uuid[$0] == "-" })
        #expect(uuid.count { "0123456789abcdef".contains($0) } == 32)
        #expect(entropy.uuid() != entropy.uuid())
    }

    @Test func `a scripted clock records its sleeps and moves by them`() async throws {
        let clock = ScriptedClock(now: Timestamp(seconds: 100))
        let start = clock.instant
        try await clock.sleep(for: .milliseconds(1500))
        try await clock.sleep(for: .seconds(2))
        #expect(clock.sleeps == [.milliseconds(1500), .seconds(2)])
        #expect(clock.now == Timestamp(seconds: 103, nanoseconds: 500_000_000))
        #expect(clock.instant - start == .milliseconds(3500))
    }

    @Test func `a scripted clock does not sleep in a cancelled task`() async throws {
        let clock = ScriptedClock(now: Timestamp(seconds: 100))
        let sleeping = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await clock.sleep(for: .seconds(1))
        }
        await #expect(throws: CancellationError.self) { try await sleeping.value }
        #expect(clock.sleeps == [])
    }

    @Test func `scripted entropy gives what was laid down`() {
        let entropy = ScriptedEntropy(uniform: 0.25, uuid: "x")
        #expect(entropy.uniform() == 0.25)
        #expect(entropy.uuid() == "x")
        #expect(entropy.bytes(3) == [0, 1, 2])
    }

    @Test func `scripted processes give their outcomes and remember the commands`() async throws {
        let outcome = ProcessOutcome(status: 3, output: Bytes(utf8: "o"), errors: Bytes())
        let processes = ScriptedProcesses([["a", "b"]: outcome])
        #expect(try await processes.run(["a", "b"]).status == 3)
        await #expect(throws: HostError(during: "running", subject: "c", reason: "No such file or directory")) {
            try await processes.run(["c"])
        }
        #expect(processes.commands == [["a", "b"], ["c"]])
    }

    @Test func `scripted files are read, listed, replaced and opened`() async throws {
        let files = ScriptedFiles(texts: ["/a/b": "text", "/a/c/d": "", "/ab": ""])
        #expect(files.read("/a/b")?.text == "text")
        #expect(files.read("/none") == nil)
        #expect(files.size("/a/b") == 4)
        #expect(files.list("/a") == ["b", "c"])
        #expect(files.list("/") == ["a", "ab"])
        #expect(files.list("/none") == [])
        files.replace("/a/b", with: Bytes(utf8: "other"))
        files.remove("/ab")
        #expect(files.contents.mapValues(\.text) == ["/a/b": "other", "/a/c/d": ""])
        #expect(try await files.openForReading("/a/b", offset: 1, count: 2).next()?.text == "th")
        #expect(try await files.openForReading("/a/b", offset: 9, count: .max).next() == nil)
        await #expect(throws: HostError.self) { _ = try await files.openForReading("/x", offset: 0, count: nil) }
    }

    @Test func `a scripted machine takes its home from its variables`() {
        #expect(Host.scripted().environment.home == "/home")
        #expect(Host.scripted(environment: ["HOME": "/h"]).environment.home == "/h")
        #expect(Host.scripted(environment: ["A": "1"]).environment["A"] == "1")
    }
}
