/// How much one HTTP/2 connection holds in memory, and puts up with.
public struct HTTP2Limits: Sendable, Hashable {
    /// How large the head of a response may be.
    public var response = ResponseLimits()
    /// The bytes of a response's body that the peer may send before they are read (default 1 MiB).
    public var streamWindow = 1 << 20
    /// The bytes that the peer may have on their way on all streams together (default 16 MiB). They count until they
    /// arrive, not until they are read: a body that nobody reads holds up no other.
    public var connectionWindow = 16 << 20
    /// The bytes of a request's body from which on whoever makes it has to wait (default 256 KiB).
    public var outboxSize = 256 << 10
    /// The frames that say nothing of a request (`PING`, `SETTINGS`, empty `DATA`, unknown ones and the like) in a row
    /// (default 1,000); they cost the peer little and us more.
    public var idleFrames = 1000
    /// The frames that may still be on their way of a stream that was ended before its time (default 16,384), for a hundred
    /// such streams at most.
    public var lateFrames = 16_384

    /// The default limits.
    public init() {}
}
