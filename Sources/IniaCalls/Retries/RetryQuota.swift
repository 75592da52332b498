internal import Synchronization

/// The tokens that the calls of one client share for their retries, so that a service in trouble is not flooded.
///
/// A retry costs tokens; a call that succeeds gives back what its last retry took, or one if it had none. Where too few
/// are left, calls fail at once.
public actor RetryQuota {
    /// The most tokens there can be.
    public nonisolated let capacity: Int
    /// The tokens that are left.
    public private(set) var available: Int {
        didSet { fullness.store(available == capacity, ordering: .relaxed) }
    }
    private nonisolated let fullness = Atomic(true)

    /// Whether nothing can be given back, as nearly always, so that a call that succeeds need not visit the actor.
    nonisolated var isFull: Bool { fullness.load(ordering: .relaxed) }

    /// Creates a full quota.
    ///
    /// - Parameter capacity: the number of tokens; 500 in every AWS SDK.
    public init(capacity: Int = 500) {
        self.capacity = capacity
        available = capacity
    }

    /// Takes tokens, or gives false and takes none where too few are left.
    public func acquire(_ cost: Int) -> Bool {
        guard cost <= available else { return false }
        available -= cost
        return true
    }

    /// Gives tokens back, up to the capacity.
    public func release(_ amount: Int) {
        available += min(max(amount, 0), capacity - available)
    }
}
