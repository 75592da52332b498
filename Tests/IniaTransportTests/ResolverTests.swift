import Glibc
import IniaHTTP
import LocalServers
import Synchronization
import Testing

@testable import IniaTransport

@Suite struct ResolverTests {
    private let clock = Clock()
    private let system = System()
    private let resolver: Resolver

    init() {
        resolver = Resolver(lookUp: { [system] in system.lookUp($0) }, now: { [clock] in clock.moment })
    }

    private func ask(_ host: String, lifetime: Duration = .seconds(10)) async throws -> Int {
        try await resolver.addresses(of: host, port: 80, lifetime: lifetime, until: .never).count
    }

    @Test func `an answer is used again for its lifetime and no longer`() async throws {
        for (seconds, lookUps) in [(0.0, 1), (9.999, 1), (10, 2), (19.999, 2), (20, 3)] {
            clock.pass(to: .seconds(seconds))
            #expect(try await ask("a.example") == 1)
            #expect(system.asked.count == lookUps, "after \(seconds) s")
        }
        #expect(try await ask("b.example") == 1)
        #expect(system.asked == ["a.example", "a.example", "a.example", "b.example"])
    }

    @Test func `an answer that led nowhere, or has no lifetime, is not used again`() async throws {
        _ = try await ask("a.example")
        resolver.forget("a.example")
        _ = try await ask("a.example")
        for _ in 0..<2 { _ = try await ask("b.example", lifetime: .zero) }
        #expect(system.asked == ["a.example", "a.example", "b.example", "b.example"])
    }

    @Test func `a failure is not used again`() async throws {
        for _ in 0..<2 { #expect(await failure { _ = try await ask("no.example") } == .unknownHost) }
        #expect(system.asked == ["no.example", "no.example"])
    }

    @Test func `requests for a name that is being looked up share the answer, each name with its own lifetime`()
        async throws
    {
        // All threads are held up, so that what is asked for meanwhile waits for one of them.
        let isHeld = (0..<4).map { "held-\($0).example" }
        let held = isHeld.map { host in Task { try await ask(host, lifetime: .zero) } }
        while system.asked.count < 4 { await Task.yield() }
        let asking = (0..<3).map { _ in Task { try await ask("a.example") } }
        system.release()
        for task in held + asking { #expect(try await task.value == 1) }
        _ = try await ask("a.example")
        #expect(system.asked.count { $0 == "a.example" } == 1)
    }

    @Test func `an address needs no answer`() async throws {
        #expect(try await ask("127.0.0.1") == 1)
        #expect(try await ask("::1") == 1)
        #expect(system.asked.isEmpty)
    }
}

/// Time that passes when a test says so.
private final class Clock: Sendable {
    private let state = Mutex(Moment(nanoseconds: 0))

    var moment: Moment { state.withLock { $0 } }

    func pass(to time: Duration) { state.withLock { $0 = Moment(nanoseconds: 0).advanced(by: time) } }
}

/// A resolver of the system's that knows every name but those that begin with `no`.
private final class System: Sendable {
    private let names = Mutex<[String]>([])
    private let isReleased = Flag()

    var asked: [String] { names.withLock { $0 } }

    func release() { isReleased.set() }

    func lookUp(_ host: String) -> Resolver.Answer {
        names.withLock { $0.append(host) }
        if host.hasPrefix("held") { isReleased.block() }
        if host.hasPrefix("no") { return .failure(TransportError(.unknownHost, during: "resolving \(host)")) }
        return Resolver.lookUp("127.0.0.1", flags: AI_NUMERICHOST)
    }
}
