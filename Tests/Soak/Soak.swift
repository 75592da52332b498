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
        // What is made once, such as the loop, the models and the threads that read files, is made in the first round.
        var first: Holdings?
        for round in 0...plan.rounds {
            await run(workloads, plan, round: round)
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
    private static func run(_ workloads: [Workload], _ plan: SoakPlan, round: Int) async {
        let transport = Transport()
        let end = ContinuousClock.now + plan.roundLength
        await withTaskGroup(of: Void.self) { group in
            for (index, workload) in workloads.enumerated() {
                for worker in 0..<plan.workers {
                    let seed = plan.seed &* 1_000_003 &+ UInt64(round * 1000 + index * 100 + worker)
                    group.addTask { await workload.work(transport, until: end, seed: seed) }
                }
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
    }

    let targets: [Target]
    let rounds: Int
    let roundLength: Duration
    let seed: UInt64
    /// Tasks a target.
    let workers = 12

    /// Reads `seconds seed` and the servers that `scripts/soak` names.
    init(arguments: [String], environment: Environment) throws {
        guard arguments.count == 3, let seconds = Int(arguments[1]), let seed = UInt64(arguments[2]) else {
            throw Soak.Failed()
        }
        self.seed = seed
        rounds = max(3, seconds / 30)
        roundLength = .seconds(seconds) / (rounds + 1)
        targets = [("SEAWEEDFS", "SEAWEEDFS"), ("MINISTACK", "MINISTACK"), ("TLS", "MINISTACK")].compactMap {
            name, owner in
            guard let relay = environment["INIA_SOAK_\(name)"], let server = environment["INIA_\(name)"],
                let key = environment["INIA_\(owner)_KEY"], let secret = environment["INIA_\(owner)_SECRET"]
            else { return nil }
            return Target(
                name: name.lowercased(), relay: relay, server: server,
                credentials: Credentials(accessKeyID: key, secretAccessKey: secret),
                authority: environment["INIA_\(name)_CA"], hasTables: owner == "MINISTACK")
        }
    }
}
