/// Finds the heads of the frames in what arrives (RFC 9113 section 4.1), however it is cut.
///
/// The library says nothing of frames that it passes over, such as those of unknown types and of streams that are no more;
/// but they cost time too.
struct HTTP2FrameHeads {
    /// The bytes of a frame's head that were seen, and what they said so far.
    private var seen = 0
    private var length = 0
    private var stream = 0
    /// What is still to come of a frame's payload.
    private var payload = 0

    /// Goes through the next bytes, and tells the stream of each frame whose head ends there.
    mutating func scan(_ bytes: UnsafeRawBufferPointer, _ found: (HTTP2Session.StreamID) -> Void) {
        var offset = 0
        while offset < bytes.count {
            let passed = min(payload, bytes.count - offset)
            payload -= passed
            offset += passed
            guard offset < bytes.count else { return }
            let byte = Int(bytes[offset])
            offset += 1
            // A length of three bytes, the type, flags, and the stream's number, whose first bit means nothing.
            if seen < 3 { length = length << 8 | byte }
            if seen >= 5 { stream = stream << 8 | byte }
            seen += 1
            guard seen == 9 else { continue }
            found(HTTP2Session.StreamID(stream & 0x7FFF_FFFF))
            (seen, payload, length, stream) = (0, length, 0, 0)
        }
    }
}
