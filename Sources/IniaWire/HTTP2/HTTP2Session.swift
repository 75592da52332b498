internal import CNghttp2
public import IniaPrimitives

/// One HTTP/2 connection without its socket, a client's side (an owner of nghttp2's session).
///
/// Bytes that arrive go in with ``receive(_:)``, bytes to be sent come out of ``send(into:upTo:)``, and after either
/// ``takeEvents()`` tells what happened. It answers pings and settings by itself, and says which of its limits the peer
/// broke. What the body of a response has in memory counts against the stream's window until it is taken, so that a
/// reader who stops stops the peer. Not Sendable: it belongs to one connection.
///
/// Any error of ``receive(_:)`` or ``send(into:upTo:)`` is final.
public final class HTTP2Session {
    private let state: HTTP2State
    private var heads = HTTP2FrameHeads()
    private let handle: OpaquePointer

    /// Begins a connection: the preface and the settings are what ``send(into:upTo:)`` gives first.
    ///
    /// - Throws: ``WireError`` where there is no memory.
    public init(limits: HTTP2Limits = HTTP2Limits()) throws(WireError) {
        let state = HTTP2State(limits)
        guard let handle = HTTP2Callbacks.session(of: state) else { throw WireError(.reset, "no memory") }
        self.state = state
        self.handle = handle
        // Settings come before anything else that could be queued: an acknowledgement of the peer's must not precede
        // them.
        func entry(_ id: nghttp2_settings_id, _ value: Int) -> nghttp2_settings_entry {
            nghttp2_settings_entry(settings_id: Int32(id.rawValue), value: UInt32(clamping: value))
        }
        let settings = [
            entry(NGHTTP2_SETTINGS_ENABLE_PUSH, 0),
            entry(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, limits.streamWindow),
            entry(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, limits.response.headSize),
        ]
        guard nghttp2_submit_settings(handle, flags, settings, settings.count) == 0,
            nghttp2_session_set_local_window_size(handle, flags, 0, Int32(clamping: limits.connectionWindow)) == 0
        else { throw WireError(.reset, "settings that cannot be sent") }
    }

    deinit { nghttp2_session_del(handle) }

    private var flags: UInt8 { UInt8(NGHTTP2_FLAG_NONE.rawValue) }

    // MARK: The connection

    /// Takes in what has arrived.
    ///
    /// - Throws: ``WireError`` where the peer broke a rule from which there is no going on. What is to be sent then
    ///   tells the peer why.
    public func receive(_ bytes: UnsafeRawBufferPointer) throws(WireError) {
        heads.scan(bytes) { state.frameBegins($0) }
        let place = bytes.bindMemory(to: UInt8.self)
        let result = nghttp2_session_mem_recv(handle, place.baseAddress, place.count)
        if result < 0 { throw failed(Int32(result)) }
        if state.isFlooded { state.fault = state.fault ?? .malformed("too many frames that say nothing") }
        if isOver || state.isFlooded, let fault = state.fault { throw fault }
    }

    /// Appends what is to be sent, until there is nothing more or so many bytes are there.
    public func send(into buffer: inout [UInt8], upTo limit: Int) throws(WireError) {
        while buffer.count < limit {
            var place: UnsafePointer<UInt8>?
            let count = nghttp2_session_mem_send(handle, &place)
            if count < 0 { throw failed(Int32(count)) }
            guard count > 0, let place else { return }
            buffer.append(contentsOf: UnsafeBufferPointer(start: place, count: count))
        }
    }

    /// What has happened since this was asked last, in order.
    public func takeEvents() -> [Event] {
        if state.events.isEmpty { return [] }
        defer { state.events.removeAll(keepingCapacity: true) }
        return state.events
    }

    /// Whether there is something to be sent.
    public var wantsToSend: Bool { nghttp2_session_want_write(handle) != 0 }

    /// Whether nothing more will come of the connection.
    public var isOver: Bool { nghttp2_session_want_read(handle) == 0 && nghttp2_session_want_write(handle) == 0 }

    /// Why nothing more will come of the connection, where the peer broke a rule.
    public var fault: WireError? { state.fault }

    /// Whether the peer takes new streams.
    public var isOpen: Bool {
        state.fault == nil && !state.isDraining && nghttp2_session_check_request_allowed(handle) != 0
    }

    /// Asks for a sign of life: ``Event/pong``.
    public func ping() { nghttp2_submit_ping(handle, flags, nil) }

    /// Lets the peer off the frames that said nothing; whoever has a clock says so every few seconds.
    public func forgive() { state.forgive() }

    private func failed(_ code: Int32) -> WireError {
        let error = state.fault ?? .malformed(String(cString: nghttp2_strerror(code)))
        state.fault = error
        return error
    }

    // MARK: Streams

    /// Begins a request. Where it has a body, ``send(_:on:isLast:)`` follows.
    ///
    /// - Throws: ``WireError`` with ``WireError/Code/refused`` where the connection takes no more requests.
    public func open(_ head: HTTP2RequestHead) throws(WireError) -> StreamID {
        let id = head.withFields { fields, count in
            withUnsafePointer(to: HTTP2Callbacks.provider) { provider in
                nghttp2_submit_request(handle, nil, fields, count, head.hasBody ? provider : nil, nil)
            }
        }
        guard id > 0 else { throw WireError(.refused, "the connection takes no more requests") }
        state.add(HTTP2Stream(id, head, state.limits))
        return id
    }

    /// Takes in a piece of a request's body, whole, and gives whether there is room for more; if not, ``Event/room(_:)``
    /// tells when there is.
    ///
    /// - Throws: ``WireError`` with ``WireError/Code/request`` where the body is not as long as announced.
    public func send(_ piece: Bytes, on id: StreamID, isLast: Bool) throws(WireError) -> Bool {
        guard let stream = state.stream(id), !stream.isOver else { return true }
        try stream.append(piece, isLast: isLast)
        if stream.isStarved {
            stream.isStarved = false
            nghttp2_session_resume_data(handle, id)
        }
        return stream.hasRoom
    }

    /// How many bytes of a request's body have left, and whether there are more that the peer does not take yet.
    public func progress(of id: StreamID) -> (sent: Int64, hasMore: Bool) {
        guard let stream = state.stream(id), !stream.isOver else { return (0, false) }
        return (stream.sentCount, stream.outboxCount > 0)
    }

    /// Takes bytes of a response's body, so many at most; none where none have arrived.
    public func take(_ id: StreamID, upTo limit: Int) -> Bytes {
        guard let stream = state.stream(id) else { return Bytes() }
        let bytes = stream.take(upTo: limit)
        // An ended stream's window is of no use to anybody.
        if !bytes.isEmpty, !stream.hasEnded { nghttp2_session_consume_stream(handle, id, bytes.count) }
        return bytes
    }

    /// The bytes of a response's body that can be taken.
    public func available(_ id: StreamID) -> Int { state.stream(id)?.inboxCount ?? 0 }

    /// Lets go of a stream: one that is not over is cancelled, and nothing more is heard of it.
    public func release(_ id: StreamID) {
        guard state.remove(id) != nil else { return }
        nghttp2_submit_rst_stream(handle, flags, id, NGHTTP2_CANCEL.rawValue)
    }
}
