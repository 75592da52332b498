internal import IniaCalls
public import IniaShapes

/// A union of events.
public protocol EventUnion: UnionValue {
    /// The service's errors, with which a stream can end.
    associatedtype Failure: TypedFailure
}

/// A stream of events with types; it is read once, and letting go of it unread ends it.
///
/// ```swift
/// for try await event in events { if case .records(let records) = event { … } }
/// ```
public struct Events<Event: EventUnion>: AsyncSequence, Sendable, Equatable {
    /// An event.
    public typealias Element = Event

    private let stream: EventStream

    /// A dynamic stream, seen with types.
    public init(_ stream: EventStream) { self.stream = stream }

    /// A stream of an asynchronous sequence's events; it is iterated from one task, once.
    public init<Base: AsyncSequence & Sendable>(_ base: Base) where Base.Element == Event {
        stream = EventStream(base.map { $0.asValue })
    }

    /// A stream of events at hand.
    public init(of events: [Event]) { stream = EventStream(of: events.map(\.asValue)) }

    /// The stream as a dynamic one.
    public var asEvents: EventStream { stream }

    /// Reads the stream; events go to whoever asks first.
    public func makeAsyncIterator() -> Iterator { Iterator(base: stream.makeAsyncIterator()) }

    /// Reads a stream's events in order.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate var base: EventStream.Iterator

        /// The next event, or nil at the end.
        ///
        /// - Throws: the service's error as its typed client throws it, or what reading throws.
        public mutating func next() async throws -> Event? {
            do {
                return try await base.next().map { Event($0) }
            } catch let error as ServiceError {
                throw Event.Failure(error)
            }
        }
    }
}

extension Events: FieldValue {
    /// A stream of events; nil for what is none.
    public static func _read(_ value: Value) -> Events? {
        if case .events(let stream) = value { Events(stream) } else { nil }
    }

    /// The stream as a dynamic value.
    public var _value: Value { .events(stream) }
}
