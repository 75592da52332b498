public import IniaPrimitives

/// Takes a stream of bytes apart into messages, wherever it is cut into pieces.
public struct EventFrameDecoder: Sendable {
    /// Creates a decoder at the start of a stream.
    public init() {}

    /// Adds the next bytes of the stream.
    public mutating func append(_ bytes: Bytes) {}

    /// The next whole message, or nil until more bytes are added.
    ///
    /// After an error the stream is lost, and the same error comes again.
    public mutating func next() throws(FormatError) -> EventFrame? { nil }

    /// Checks at the stream's end that it does not break off inside a message.
    public func finish() throws(FormatError) {}
}
