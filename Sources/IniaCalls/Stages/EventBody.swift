internal import IniaFormats
internal import IniaHTTP
internal import IniaHost
internal import IniaPrimitives
internal import IniaProtocols
internal import IniaShapes
internal import IniaSigning

extension Pipeline {
    /// The body of a request whose payload is events, each signed on from the one before; nil for another's.
    func eventBody(of addressed: Addressed, seed: SigningSeed?, skew: Duration) throws -> Body? {
        guard let events = addressed.events else { return nil }
        let source = EventFrames(events, seed.map { EventSigner($0) }, host.clock, skew: skew)
        return Body(.once(count: nil, source: source))
    }
}

/// The caller's events as messages, encoded and signed as they are sent.
private actor EventFrames: ByteSource {
    private let iterator: EventStream.Iterator
    private let events: EventInput
    private let clock: any HostClock
    /// By how much the service's clock is known to differ.
    private let skew: Duration
    private var signer: EventSigner?
    private var initial: EventFrame?
    private var isOver = false

    init(_ events: EventInput, _ signer: EventSigner?, _ clock: any HostClock, skew: Duration) {
        iterator = events.stream.makeAsyncIterator()
        self.events = events
        self.signer = signer
        self.clock = clock
        self.skew = skew
        initial = events.initialRequest
    }

    func next() async throws -> Bytes? {
        if let frame = initial.take() { return try sealed(frame) }
        guard !isOver else { return nil }
        if let event = try await iterator.next() { return try sealed(events.frame(of: event)) }
        isOver = true
        guard signer != nil else { return nil }
        return try signer?.signed(Bytes(), at: now).encoded()
    }

    nonisolated func abandon() {}

    private var now: Timestamp { clock.now.advanced(by: skew) }

    private func sealed(_ frame: EventFrame) throws -> Bytes {
        let encoded = try frame.encoded()
        guard signer != nil else { return encoded }
        return try signer?.signed(encoded, at: now).encoded() ?? encoded
    }
}
