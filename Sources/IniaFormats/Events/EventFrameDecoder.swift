public import IniaPrimitives
public import IniaText

/// Takes a stream of bytes apart into messages, wherever it is cut into pieces.
///
/// A message's lengths are believed only after their checksum, and no more is held than the largest message takes.
public struct EventFrameDecoder: Sendable {
    private var buffer: [UInt8] = []
    /// How many bytes at the buffer's start have been read.
    private var consumed = 0
    private var failure: FormatError?
    /// Where in the stream the buffer starts.
    private var streamOffset = 0

    /// Creates a decoder at the start of a stream.
    public init() {}

    /// Adds the next bytes of the stream.
    public mutating func append(_ bytes: Bytes) {
        // Moving what is left to the front costs less than the reading of what is dropped did.
        if consumed > 0, consumed >= buffer.count - consumed {
            buffer.removeFirst(consumed)
            streamOffset += consumed
            consumed = 0
        }
        bytes.withUnsafeBytes { buffer.append(contentsOf: $0) }
    }

    /// The next whole message, or nil until more bytes are added.
    ///
    /// After an error the stream is lost, and the same error comes again.
    public mutating func next() throws(FormatError) -> EventFrame? {
        if let failure { throw failure }
        do {
            guard let (frame, length) = try decodeFrame() else { return nil }
            consumed += length
            return frame
        } catch {
            var failure = error
            failure.offset += streamOffset + consumed
            self.failure = failure
            throw failure
        }
    }

    /// Checks at the stream's end that it does not break off inside a message.
    public func finish() throws(FormatError) {
        if let failure { throw failure }
        guard consumed == buffer.count else {
            throw FormatError(.truncated, "the stream ends inside an event", offset: streamOffset + buffer.count)
        }
    }

    private func decodeFrame() throws(FormatError) -> (frame: EventFrame, length: Int)? {
        try buffer.span.bytes.withUnsafeBytes { (all) throws(FormatError) in
            let memory = UnsafeRawBufferPointer(rebasing: all[consumed...])
            guard memory.count >= 12 else { return nil }
            guard CRC32.checksum(UnsafeRawBufferPointer(rebasing: memory[..<8])) == memory.bigEndian(at: 8) else {
                throw FormatError(.checksum, "the checksum of an event's lengths does not match", offset: 8)
            }
            let total = Int(memory.bigEndian(at: 0))
            let headerCount = Int(memory.bigEndian(at: 4))
            let payloadCount = total - headerCount - 16
            guard headerCount <= EventFrame.maximumHeaderBytes, payloadCount <= EventFrame.maximumPayloadBytes else {
                throw FormatError(.tooLarge, "an event is larger than the format allows")
            }
            guard payloadCount >= 0 else { throw FormatError(.syntax, "an event's lengths contradict each other") }
            guard memory.count >= total else { return nil }
            let checksum = CRC32.checksum(UnsafeRawBufferPointer(rebasing: memory[..<(total - 4)]))
            guard checksum == memory.bigEndian(at: total - 4) else {
                throw FormatError(.checksum, "the checksum of an event does not match", offset: total - 4)
            }
            var headers = EventHeaderReader(UnsafeRawBufferPointer(rebasing: memory[12..<(12 + headerCount)]))
            let payload = UnsafeRawBufferPointer(rebasing: memory[(12 + headerCount)..<(total - 4)])
            return (EventFrame(headers: try headers.readAll(), payload: Bytes(copying: payload)), total)
        }
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func bigEndian(at offset: Int) -> UInt32 {
        UInt32(bigEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }
}
