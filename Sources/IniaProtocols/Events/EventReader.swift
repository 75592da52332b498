import IniaFormats
import IniaPrimitives
import IniaShapes

/// Reads the events of a response as they are asked for.
actor EventReader: EventSource {
    private let source: any ByteSource
    private let decoder: EventDecoder
    private var frames = EventFrameDecoder()
    private var hasEnded = false

    init(_ source: any ByteSource, decoder: EventDecoder) {
        self.source = source
        self.decoder = decoder
    }

    /// The next event that the model knows; others are passed over.
    ///
    /// - Throws: ``ServiceReplyError`` for an error that the service sends, ``ProtocolError`` for a broken stream, or
    ///   what reading throws. The stream is over then.
    func next() async throws -> Value? {
        guard !hasEnded else { return nil }
        do {
            while let frame = try await nextFrame() {
                if let event = try decoder.event(of: frame) { return event }
            }
        } catch {
            hasEnded = true
            source.abandon()
            throw error
        }
        hasEnded = true
        return nil
    }

    /// The next message, or nil at the end.
    func nextFrame() async throws -> EventFrame? {
        while true {
            do {
                if let frame = try frames.next() { return frame }
            } catch {
                throw ProtocolError(.malformedEvents, "\(error)", cause: error)
            }
            guard let bytes = try await source.next() else { break }
            frames.append(bytes)
        }
        do {
            try frames.finish()
        } catch {
            throw ProtocolError(.malformedEvents, "\(error)", cause: error)
        }
        return nil
    }

    nonisolated func abandon() { source.abandon() }
}
