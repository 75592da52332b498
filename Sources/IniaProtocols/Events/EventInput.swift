public import IniaFormats
public import IniaShapes

/// The events of a request: what the caller gives, and how each becomes a message.
///
/// Messages come out unsigned; whoever sends them wraps each in a signed one.
public struct EventInput: Sendable {
    /// The caller's events, to be read once.
    public let stream: EventStream
    /// The message that goes before all others and holds the other members of the input, in protocols that have it.
    public let initialRequest: EventFrame?
    let encoder: EventEncoder

    /// The message of one event.
    ///
    /// - Parameter event: a value of one member, the event's name.
    /// - Throws: ``ProtocolError`` with code `invalidInput` where the event is not as the model has it.
    public func frame(of event: Value) throws(ProtocolError) -> EventFrame { try encoder.frame(of: event) }
}
