internal import IniaDigests
public import IniaFormats
public import IniaPrimitives

/// Signs the events of a stream one after the other, each going on from the one before.
///
/// Every event that is sent stands, as it is encoded, in the payload of an outer message whose headers say when it was
/// signed and how. The request is signed with ``PayloadHash/signedEvents(_:)``; an outer message with no payload ends
/// the stream. AWS: "Event stream encoding", Amazon Transcribe developer guide. AWS has published no example of events
/// that are signed with ECDSA; they are signed as chunks are.
public struct EventSigner: Sendable {
    private var seed: SigningSeed

    /// Creates a signer whose first event goes on from a request's signature.
    public init(_ seed: SigningSeed) { self.seed = seed }

    /// The outer message of an event.
    ///
    /// - Parameter event: the event in its own encoding, or no bytes to end the stream.
    /// - Throws: ``SigningError`` where the time cannot stand in a message.
    public mutating func signed(_ event: Bytes, at time: Timestamp) throws(SigningError) -> EventFrame {
        let stamp = try SigningTime(time).stamp
        let milliseconds = time.seconds &* 1000 &+ Int64(time.nanoseconds) / 1_000_000
        let date = EventFrame.Header(":date", .timestamp(milliseconds: milliseconds))
        let headers: Bytes
        do { headers = try EventFrame.encodedHeaders([date]) } catch {
            throw SigningError(.cryptography, during: "encoding an event's date", cause: error)
        }
        let signature = try seed.sign(
            "-PAYLOAD", stamp: stamp, digests: SHA256.digest(of: headers), SHA256.digest(of: event))
        return EventFrame(
            headers: [date, EventFrame.Header(":chunk-signature", .bytes(Bytes(signature.bytes)))], payload: event)
    }
}
