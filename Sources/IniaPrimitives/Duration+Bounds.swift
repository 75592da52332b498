extension Duration {
    /// The duration held to what 64 bits of seconds can say, which is more than anybody waits for.
    ///
    /// Beyond that the standard library's `components` traps, and so does adding to an instant.
    package var bounded: Duration { min(max(self, .seconds(Int64.min)), .seconds(Int64.max)) }
}

extension ContinuousClock.Instant {
    /// The instant that lies a duration later, whoever chose the duration.
    package func after(_ duration: Duration) -> ContinuousClock.Instant { advanced(by: duration.bounded) }
}
