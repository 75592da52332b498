import IniaHost
import IniaIdentity
import IniaPrimitives
import IniaSigning
import Synchronization
import Testing

@Suite struct CredentialCacheTests {
    private let clock = ScriptedClock(now: Timestamp(seconds: 0))

    @Test func `credentials are fetched once and used until a quarter of an hour before their end`() async throws {
        let source = ScriptedSource([.ends(3600), .ends(7200)])
        let cache = CredentialCache(source, clock: clock)
        #expect(try await cache.credentials()?.accessKeyID == "1")
        clock.advance(by: .seconds(3600 - 15 * 60))
        #expect(try await cache.credentials()?.accessKeyID == "1")
        clock.advance(by: .seconds(1))
        #expect(try await cache.credentials()?.accessKeyID == "2")
    }

    @Test func `a refresh that is not urgent may fail, and is tried again after a minute`() async throws {
        let source = ScriptedSource([.ends(3600), .fails, .ends(7200)])
        let cache = CredentialCache(source, clock: clock)
        _ = try await cache.credentials()
        clock.advance(by: .seconds(3600 - 14 * 60))
        #expect(try await cache.credentials()?.accessKeyID == "1")
        #expect(try await cache.credentials()?.accessKeyID == "1")
        #expect(source.loads == 2)
        clock.advance(by: .seconds(60))
        #expect(try await cache.credentials()?.accessKeyID == "3")
    }

    @Test func `a refresh that is urgent throws what went wrong, and remembers nothing of it`() async throws {
        let source = ScriptedSource([.ends(3600), .fails, .ends(7200)])
        let cache = CredentialCache(source, clock: clock)
        _ = try await cache.credentials()
        clock.advance(by: .seconds(3600 - 9 * 60))
        await #expect(throws: IdentityError.self) { try await cache.credentials() }
        #expect(try await cache.credentials()?.accessKeyID == "3")
    }

    @Test func `a source without credentials is asked again`() async throws {
        let cache = CredentialCache(ScriptedSource([.none, .ends(3600)]), clock: clock)
        #expect(try await cache.credentials() == nil)
        #expect(try await cache.credentials()?.accessKeyID == "2")
    }

    @Test func `credentials that have ended are refused`() async throws {
        let cache = CredentialCache(ScriptedSource([.ends(0), .ends(0)]), clock: clock)
        let error = await #expect(throws: IdentityError.self) { try await cache.credentials() }
        #expect(error?.code == .expired)
    }

    @Test func `any number of callers share one fetch`() async throws {
        let source = GatedSource()
        let cache = CredentialCache(source, clock: clock)
        let callers = (0..<20).map { _ in Task { try await cache.credentials()?.accessKeyID } }
        await source.waitUntilAsked()
        source.open()
        for caller in callers { #expect(try await caller.value == "gated") }
        #expect(source.loads == 1)
    }

    @Test func `a fetch that nobody waits for any more is cancelled, and the next caller starts anew`() async throws {
        let source = GatedSource()
        let cache = CredentialCache(source, clock: clock)
        let leaving = Task { try await cache.credentials() }
        await source.waitUntilAsked()
        leaving.cancel()
        await #expect(throws: CancellationError.self) { try await leaving.value }
        source.open()
        #expect(try await cache.credentials()?.accessKeyID == "gated")
        #expect(source.loads == 2)
    }
}

/// Gives what it was told to, in order; the access key tells how often it was asked.
private final class ScriptedSource: CredentialSource {
    enum Outcome: Sendable { case none, fails, ends(Int64) }

    let name = "scripted"
    private let state: Mutex<(outcomes: [Outcome], loads: Int)>

    init(_ outcomes: [Outcome]) { state = Mutex((outcomes, 0)) }

    var loads: Int { state.withLock { $0.loads } }

    func load() async throws -> Credentials? {
        let (outcome, number) = state.withLock { state in
            state.loads += 1
            return (state.outcomes.isEmpty ? .none : state.outcomes.removeFirst(), state.loads)
        }
        switch outcome {
        case .none: return nil
        case .fails: throw IdentityError(.retrieval, "no", source: name)
        case .ends(let end):
            return Credentials(
                accessKeyID: String(number), secretAccessKey: "s", expiration: Timestamp(seconds: end))
        }
    }
}

/// Holds its answer back until a gate is opened, or its task is cancelled.
private final class GatedSource: CredentialSource {
    let name = "gated"
    private let state = Mutex((isOpen: false, loads: 0))

    var loads: Int { state.withLock { $0.loads } }

    func open() { state.withLock { $0.isOpen = true } }

    func waitUntilAsked() async { while loads == 0 { await Task.yield() } }

    func load() async throws -> Credentials? {
        state.withLock { $0.loads += 1 }
        while !state.withLock({ $0.isOpen }) {
            try Task.checkCancellation()
            await Task.yield()
        }
        return Credentials(accessKeyID: "gated", secretAccessKey: "s")
    }
}
