/// A stream of events, each a value with one member: the event's name.
///
/// A stream is a reference with identity and can be read once. Letting go of an unread stream ends it.
public final class EventStream: Sendable, AsyncSequence {
    /// Each event is a value with one member.
    public typealias Element = Value

    private let source: any EventSource

    /// Creates a stream that pulls from a source.
    public init(from source: any EventSource) { self.source = source }

    /// Creates a stream of an asynchronous sequence's values; it is iterated from one task, once.
    public convenience init<Base: AsyncSequence & Sendable>(_ base: Base) where Base.Element == Value {
        self.init(from: SequenceEvents(base))
    }

    /// Creates a stream of values at hand.
    public convenience init(of events: [Value]) {
        self.init(
            AsyncStream { continuation in
                for event in events { continuation.yield(event) }
                continuation.finish()
            })
    }

    deinit { source.abandon() }

    /// Reads the stream; events go to whoever asks first.
    public func makeAsyncIterator() -> Iterator { Iterator(stream: self) }

    /// Reads a stream's events in order.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let stream: EventStream

        /// The next event, or nil at the end.
        public func next() async throws -> Value? { try await stream.source.next() }
    }
}

extension EventStream: Equatable {
    /// Whether two references are to the same stream.
    public static func == (left: EventStream, right: EventStream) -> Bool { left === right }
}

/// A pull source of events.
public protocol EventSource: Sendable {
    /// The next event, or nil at the end.
    func next() async throws -> Value?
    /// Frees what the source holds; may be called more than once.
    func abandon()
}

/// A caller's asynchronous sequence as a source.
private actor SequenceEvents<Base: AsyncSequence & Sendable>: EventSource where Base.Element == Value {
    private var iterator: Base.AsyncIterator?

    init(_ base: Base) { iterator = base.makeAsyncIterator() }

    func next() async throws -> Value? {
        guard var taken = iterator.take() else { return nil }
        let event = try await taken.next(isolation: self)
        if event != nil { iterator = taken }
        return event
    }

    nonisolated func abandon() {}
}
