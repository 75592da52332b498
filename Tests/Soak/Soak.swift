import Glibc
import Inia

/// Makes calls of all kinds for a while through relays that break connections, and then accounts for what is left: every
/// object that a server said it had taken is there as it was sent, and the process holds no more than at first.
///
///     scripts/soak [--seconds 600] [--seed 1]
///
/// It works in rounds. After each it lets go of its sessions and its transport and counts descriptors, threads and
/// bytes of the heap; what one call in a hundred left behind would grow from round to round.
@main struct Soak {
    static func main() async throws {
        if CommandLine.arguments.dropFirst() == ["serve"] { return try EchoService.serve() }
        let plan = try SoakPlan(arguments: CommandLine.arguments, environment: Host.system.environment)
        let contents = try Contents()
        defer { contents.remove() }
        let ledger = Ledger()
        var workloads: [Workload] = []
        for target in plan.targets {
            let workload = Workload(target, contents, ledger)
            try await workload.prepare()
            workloads.append(workload)
        }
        let talks = Talks(relay: plan.echo.relay, authority: plan.echo.authority, contents: contents, ledger: ledger)
        Holdings.startSymbolizer()
        // What is made once, such as the loop, the models and the threads that read files, is made in the first round.
        var first: Holdings?
        for round in 0...plan.rounds {
            await run(workloads, talks, plan, round: round)
            let held = await Holdings.settled(like: first)
            print("round \(round): \(await ledger.summary); holds \(held)")
            if round == 1 { first = held }
            if let first, let excess = held.excess(over: first) { await ledger.violation("round \(round): \(excess)") }
        }
        for workload in workloads { await workload.verifyAll() }
        await ledger.report()
        if await !ledger.violations.isEmpty {
            contents.remove()
            exit(1)
        }
    }

    /// One round, with a transport of its own.
    private static func run(_ workloads: [Workload], _ talks: Talks, _ plan: SoakPlan, round: Int) async {
        var options = TransportOptions()
        (options.pingInterval, options.pingTimeout) = (.seconds(2), .seconds(3))
        let transport = Transport(options: options)
        let end = ContinuousClock.now + plan.roundLength
        func seed(_ target: Int, _ worker: Int) -> UInt64 {
            plan.seed &* 1_000_003 &+ UInt64(round * 1000 + target * 100 + worker)
        }
        await withTaskGroup(of: Void.self) { group in
            for worker in 0..<plan.workers {
                for (index, workload) in workloads.enumerated() {
                    let seed = seed(index, worker)
                    group.addTask { await workload.work(transport, until: end, seed: seed) }
                }
                let seed = seed(workloads.count, worker)
                group.addTask { await talks.work(transport, until: end, seed: seed) }
            }
        }
    }

    struct Failed: Error {}
}

/// What the soak is asked for.
struct SoakPlan {
    /// A server, as it is and behind a relay.
    struct Target: Sendable {
        let name: String
        let relay: String
        let server: String
        let credentials: Credentials
        let authority: String?
        /// Whether it speaks of tables too.
        let hasTables: Bool
        let version: HTTPVersionChoice
    }

    let targets: [Target]
    /// The ``EchoService`` behind a relay, and the file of its authority.
    let echo: (relay: String, authority: String)
    let rounds: Int
    let roundLength: Duration
    let seed: UInt64
    /// Tasks a target.
    let workers = 12

    /// Reads `seconds seed` and the servers that `scripts/soak` names.
    init(arguments: [String], environment: Environment) throws {
        guard arguments.count == 3, let seconds = Int(arguments[1]), let seed = UInt64(arguments[2]),
            let echo = environment["INIA_SOAK_ECHO"], let authority = environment["INIA_ECHO_CA"]
        else { throw Soak.Failed() }
        self.seed = seed
        self.echo = (echo, authority)
        rounds = max(3, seconds / 30)
        roundLength = .seconds(seconds) / (rounds + 1)
        let names = [
            ("SEAWEEDFS", "SEAWEEDFS"), ("MINISTACK", "MINISTACK"), ("TLS", "MINISTACK"), ("HTTP2", "SEAWEEDFS"),
        ]
        targets = names.compactMap { name, owner in
            let isHTTP2 = name == "HTTP2"
            guard let relay = environment["INIA_SOAK_\(name)"],
                let server = environment[isHTTP2 ? "INIA_SEAWEEDFS_TLS" : "INIA_\(name)"],
                let key = environment["INIA_\(owner)_KEY"], let secret = environment["INIA_\(owner)_SECRET"]
            else { return nil }
            return Target(
                name: name.lowercased(), relay: relay, server: server,
                credentials: Credentials(accessKeyID: key, secretAccessKey: secret),
                authority: relay.hasPrefix("https") ? environment["INIA_TLS_CA"] : nil,
                hasTables: owner == "MINISTACK", version: isHTTP2 ? .http2 : .automatic)
        }
    }
}
