internal import IniaCalls
internal import IniaJMESPath
internal import IniaModels

/// A wait as it goes on: each answer ends it or does not.
struct WaiterState: Sendable {
    /// What follows from an answer.
    enum Verdict: Sendable, Equatable {
        /// What was waited for is there.
        case satisfied
        /// It will not be, or it was not there in time; with the reason in words.
        case failed(String)
        /// Another call, after the plan's delay.
        case again
    }

    private let plan: WaiterPlan
    private(set) var attempts = 0
    private var lastMatch: String?

    init(_ plan: WaiterPlan) { self.plan = plan }

    /// Looks at an answer. The first acceptor that matches counts; an error that none expects is a failure.
    ///
    /// - Throws: ``JMESPathError`` where an expression cannot be evaluated on the answer.
    mutating func review(_ answer: WaiterAnswer) throws(JMESPathError) -> Verdict {
        attempts += 1
        var match: WaiterPlan.Acceptor?
        for acceptor in plan.acceptors where try acceptor.matches(answer) {
            match = acceptor
            break
        }
        switch match?.state {
        case .success: return .satisfied
        case .failure: return .failed(match?.explanation ?? "")
        case .retry: lastMatch = match?.explanation
        case nil:
            if case .refusal(let failure) = answer {
                return .failed("an error occurred (\(failure.code)): \(failure.message)")
            }
        }
        guard let most = plan.maxAttempts, attempts >= most else { return .again }
        return .failed(exhausted)
    }

    /// Why waiting any longer is not allowed, in words.
    var exhausted: String {
        "not within \(attempts) attempts" + (lastMatch.map { "; last, \($0)" } ?? "")
    }
}
