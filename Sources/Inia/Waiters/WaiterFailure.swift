public import IniaCalls

/// Why a wait ended without what was waited for, with the service's last word: the cause of a `CallError` with code
/// `waiter`.
public struct WaiterFailure: Error, Sendable {
    /// The waiter's name.
    public var waiter: String
    /// The reason in words.
    public var reason: String
    /// The last output, where the service's last word was a yes.
    public var lastOutput: Output?
    /// The last error, where it was a no.
    public var lastError: (any ServiceFailure)?
}

extension WaiterFailure: CustomStringConvertible {
    /// What was waited for and why it failed.
    public var description: String { "waiting for \(waiter) failed: \(reason)" }
}
