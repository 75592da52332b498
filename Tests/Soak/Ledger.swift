/// What came of all calls, and what should not have.
actor Ledger {
    private var outcomes: [String: Int] = [:]
    private(set) var violations: [String] = []
    private var verified = 0

    func count(_ outcome: String) { outcomes[outcome, default: 0] += 1 }

    func countVerified() { verified += 1 }

    func violation(_ what: String) {
        print("VIOLATION: \(what)")
        violations.append(what)
    }

    var summary: String {
        let total = outcomes.values.reduce(0, +)
        let done = outcomes.filter { $0.key.hasSuffix("done") }.values.reduce(0, +)
        return "\(total) calls, \(done) done, \(total - done) failed or cancelled"
    }

    func report() {
        for (outcome, count) in outcomes.sorted(by: { $0.key < $1.key }) { print("  \(outcome): \(count)") }
        print("\(summary); \(verified) objects compared by checksum at the end; \(violations.count) violations")
    }
}
