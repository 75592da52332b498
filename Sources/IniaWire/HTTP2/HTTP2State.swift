internal import IniaHTTP
internal import IniaPrimitives

/// What a session knows of its streams, and what has happened since it was last asked: where the library's calls back
/// end up. It calls nothing of the library's itself.
final class HTTP2State {
    let limits: HTTP2Limits
    // Every field of every frame comes by here, and nothing here calls back, so that the checks for overlapping access can
    // find nothing.
    @exclusivity(unchecked) private var streams: [HTTP2Session.StreamID: HTTP2Stream] = [:]
    /// The stream that was asked for last: the calls that a frame leads to, and often its neighbours', are all about one.
    @exclusivity(unchecked) private var asked: HTTP2Stream?
    @exclusivity(unchecked) var events: [HTTP2Session.Event] = []
    /// Why the connection is of no more use, once it is not.
    var fault: WireError?
    var isDraining = false
    /// Whether the peer takes no new streams because it wants HTTP/1.1.
    private var requiresHTTP1 = false
    /// The frames since there was one that said something of a request.
    private var idleFrames = 0
    /// The frames that may still come of streams that were ended before their time.
    private var lateFrames = 0
    /// The stream whose fields are arriving, and they themselves.
    @exclusivity(unchecked) private var current: HTTP2Stream?
    @exclusivity(unchecked) private var fields = HTTP2Fields()

    init(_ limits: HTTP2Limits) { self.limits = limits }

    /// Lets the peer off the frames that said nothing.
    func forgive() { idleFrames = 0 }

    // MARK: Streams

    func stream(_ id: HTTP2Session.StreamID) -> HTTP2Stream? {
        if let asked, asked.id == id { return asked }
        guard let stream = streams[id] else { return nil }
        asked = stream
        return stream
    }

    func add(_ stream: HTTP2Stream) { streams[stream.id] = stream }

    /// Forgets a stream; gives it where it was not over yet.
    func remove(_ id: HTTP2Session.StreamID) -> HTTP2Stream? {
        if asked?.id == id { asked = nil }
        guard let stream = streams.removeValue(forKey: id), !stream.isOver else { return nil }
        stream.isOver = true
        expectLateFrames(stream)
        return stream
    }

    /// A stream is ended before the peer, who may have sent more of it, can know.
    private func expectLateFrames(_ stream: HTTP2Stream) {
        if !stream.hasEnded { lateFrames = min(lateFrames + limits.lateFrames, 100 * limits.lateFrames) }
    }

    // MARK: What arrives

    /// A frame of a stream, or of stream 0, the connection itself, has begun to arrive.
    func frameBegins(_ id: HTTP2Session.StreamID) {
        if lateFrames > 0, id != 0, stream(id)?.isOver ?? true { lateFrames -= 1 } else { idleFrames += 1 }
    }

    /// Whether frames come that say nothing of any request, and no others.
    var isFlooded: Bool { idleFrames > limits.idleFrames }

    func headersBegin(_ id: HTTP2Session.StreamID) {
        current = stream(id)
        fields.begin()
    }

    /// Takes in a field; gives whether the stream may go on.
    func header(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let stream = current, !stream.isOver else { return true }
        do throws(WireError) {
            try stream.header(name, value, &fields)
            return true
        } catch {
            refuse(stream, error)
            return false
        }
    }

    /// Fields have come to their end; gives whether the stream may go on.
    func headersEnd(_ id: HTTP2Session.StreamID, isLast: Bool) -> Bool {
        current = nil
        guard let stream = stream(id), !stream.isOver else { return true }
        idleFrames = 0
        do throws(WireError) {
            if let head = try stream.headersEnded(isLast: isLast, &fields) { events.append(.head(id, head)) }
        } catch {
            refuse(stream, error)
            return false
        }
        if isLast { ended(stream) }
        return true
    }

    /// So many bytes of a body begin to arrive.
    func dataBegin(_ id: HTTP2Session.StreamID, _ count: Int) { stream(id)?.expect(count) }

    func data(_ id: HTTP2Session.StreamID, _ bytes: UnsafeBufferPointer<UInt8>) {
        guard let stream = stream(id), !stream.isOver else { return }
        idleFrames = 0
        if stream.append(bytes) { events.append(.data(id)) }
    }

    func dataEnd(_ id: HTTP2Session.StreamID) {
        if let stream = stream(id), !stream.isOver { ended(stream) }
    }

    private func ended(_ stream: HTTP2Stream) {
        guard !stream.hasEnded else { return }
        idleFrames = 0
        events.append(.end(stream.id, trailers: stream.end()))
    }

    /// The peer takes no new streams, for a reason of RFC 9113 section 7.
    func drain(code: UInt32) {
        if !isDraining { events.append(.draining) }
        isDraining = true
        if code == Self.http1RequiredCode { requiresHTTP1 = true }
    }

    /// The library found fault with a frame.
    func complain(_ id: HTTP2Session.StreamID, _ reason: String) {
        if let stream = stream(id) { refuse(stream, stream.isCutShort ? Self.cutShort : .malformed(reason)) }
    }

    /// The connection was ended for what the peer did.
    func gaveUp(code: UInt32) {
        guard code != 0, fault == nil else { return }
        fault = .malformed("the peer broke the rules of HTTP/2: \(Self.name(of: code))")
    }

    /// A stream is no more, for a reason of RFC 9113 section 7.
    func closed(_ id: HTTP2Session.StreamID, code: UInt32) {
        guard let stream = stream(id), !stream.isOver else { return }
        idleFrames = 0
        if code == 0, stream.hasEnded {
            stream.isOver = true
            return
        }
        switch code {
        case Self.http1RequiredCode: fail(stream, Self.http1Required)
        case 7 where requiresHTTP1: fail(stream, Self.http1Required)
        case 7: fail(stream, WireError(.refused, "the peer did not process the request"))
        case 1 where stream.isCutShort: fail(stream, Self.cutShort)
        default: fail(stream, WireError(.reset, "the stream was reset: \(Self.name(of: code))"))
        }
    }

    private static let http1RequiredCode: UInt32 = 13
    private static let http1Required = WireError(.http1Required, "the peer wants HTTP/1.1")
    private static let cutShort = WireError(.incompleteBody, "the body is shorter than announced")

    /// The peer's response cannot be.
    private func refuse(_ stream: HTTP2Stream, _ error: WireError) {
        if !stream.isOver { expectLateFrames(stream) }
        fail(stream, error)
    }

    private func fail(_ stream: HTTP2Stream, _ error: WireError) {
        guard !stream.isOver else { return }
        stream.isOver = true
        events.append(.failed(stream.id, error))
    }

    // MARK: What is sent

    /// Moves more of a request's body to where it is sent from; nil for a stream that is over.
    func body(_ id: HTTP2Session.StreamID, to place: UnsafeMutableRawBufferPointer) -> (count: Int, isLast: Bool)? {
        guard let stream = stream(id) else { return nil }
        let moved = stream.move(to: place)
        if moved.count > 0 { idleFrames = 0 }
        stream.isStarved = moved.count == 0 && !moved.isLast
        if !stream.isOver, stream.hasMadeRoom() { events.append(.room(id)) }
        if !stream.isOver, moved.isLast { events.append(.sent(id)) }
        return moved
    }

    /// The name of an error code, or its number.
    static func name(of code: UInt32) -> String {
        let names = [
            "NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT", "STREAM_CLOSED",
            "FRAME_SIZE_ERROR", "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR", "CONNECT_ERROR", "ENHANCE_YOUR_CALM",
            "INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED",
        ]
        return code < names.count ? names[Int(code)] : "error \(code)"
    }
}
