internal import CNghttp2

/// What nghttp2 calls back: each only says to the session's state what happened. C functions capture nothing, so the
/// state comes as the pointer that the session was made with; the session's owner keeps it alive.
enum HTTP2Callbacks {
    /// Makes a client's session that tells a state what happens.
    static func session(of state: HTTP2State) -> OpaquePointer? {
        var callbacks: OpaquePointer?
        var options: OpaquePointer?
        guard nghttp2_session_callbacks_new(&callbacks) == 0 else { return nil }
        defer { nghttp2_session_callbacks_del(callbacks) }
        guard nghttp2_option_new(&options) == 0 else { return nil }
        defer { nghttp2_option_del(options) }
        receiving(callbacks)
        closing(callbacks)
        // Windows are opened by whoever reads, and streams that are closed are of no interest.
        nghttp2_option_set_no_auto_window_update(options, 1)
        nghttp2_option_set_no_closed_streams(options, 1)
        var session: OpaquePointer?
        let owner = Unmanaged.passUnretained(state).toOpaque()
        guard nghttp2_session_client_new2(&session, callbacks, owner, options) == 0 else { return nil }
        return session
    }

    /// Where the body of a request comes from.
    static var provider: nghttp2_data_provider {
        var provider = nghttp2_data_provider()
        provider.read_callback = { _, id, place, count, flags, _, owner in
            let place = UnsafeMutableRawBufferPointer(start: place, count: count)
            guard let moved = HTTP2Callbacks.state(owner)?.body(id, to: place) else {
                return Int(NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue)
            }
            if moved.isLast { flags?.pointee |= UInt32(NGHTTP2_DATA_FLAG_EOF.rawValue) }
            return moved.count == 0 && !moved.isLast ? Int(NGHTTP2_ERR_DEFERRED.rawValue) : moved.count
        }
        return provider
    }

    private static func receiving(_ callbacks: OpaquePointer?) {
        nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks) { _, frame, owner in
            if let frame { HTTP2Callbacks.state(owner)?.headersBegin(frame.pointee.hd.stream_id) }
            return 0
        }
        nghttp2_session_callbacks_set_on_header_callback(callbacks) {
            _, _, name, nameLength, value, valueLength, _, owner in
            let name = UnsafeBufferPointer(start: name, count: nameLength)
            let value = UnsafeBufferPointer(start: value, count: valueLength)
            return HTTP2Callbacks.state(owner)?.header(name, value) == false ? HTTP2Callbacks.streamFailure : 0
        }
        // Without this the library would pass over fields that no message may have.
        nghttp2_session_callbacks_set_on_invalid_header_callback(callbacks) { _, frame, _, _, _, _, _, owner in
            if let frame {
                HTTP2Callbacks.state(owner)?.complain(frame.pointee.hd.stream_id, "a field that no message may have")
            }
            return HTTP2Callbacks.streamFailure
        }
        nghttp2_session_callbacks_set_on_begin_frame_callback(callbacks) { _, header, owner in
            guard let header, UInt32(header.pointee.type) == NGHTTP2_DATA.rawValue else { return 0 }
            HTTP2Callbacks.state(owner)?.dataBegin(header.pointee.stream_id, header.pointee.length)
            return 0
        }
        nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks) { session, _, id, bytes, count, owner in
            HTTP2Callbacks.state(owner)?.data(id, UnsafeBufferPointer(start: bytes, count: count))
            return nghttp2_session_consume_connection(session, count)
        }
        nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks) { session, frame, owner in
            if let frame, let state = HTTP2Callbacks.state(owner) {
                HTTP2Callbacks.received(frame.pointee, session, state)
            }
            return 0
        }
    }

    private static func received(_ frame: nghttp2_frame, _ session: OpaquePointer?, _ state: HTTP2State) {
        let header = frame.hd
        func has(_ flag: nghttp2_flag) -> Bool { header.flags & UInt8(flag.rawValue) != 0 }
        switch UInt32(header.type) {
        case NGHTTP2_HEADERS.rawValue:
            if !state.headersEnd(header.stream_id, isLast: has(NGHTTP2_FLAG_END_STREAM)) {
                nghttp2_submit_rst_stream(session, 0, header.stream_id, NGHTTP2_PROTOCOL_ERROR.rawValue)
            }
        case NGHTTP2_DATA.rawValue where has(NGHTTP2_FLAG_END_STREAM): state.dataEnd(header.stream_id)
        case NGHTTP2_SETTINGS.rawValue where !has(NGHTTP2_FLAG_ACK):
            let limit = nghttp2_session_get_remote_settings(session, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS)
            state.events.append(.limit(Int(limit)))
        case NGHTTP2_PING.rawValue where has(NGHTTP2_FLAG_ACK): state.events.append(.pong)
        case NGHTTP2_GOAWAY.rawValue: state.drain(code: frame.goaway.error_code)
        default: break
        }
    }

    private static func closing(_ callbacks: OpaquePointer?) {
        nghttp2_session_callbacks_set_on_invalid_frame_recv_callback(callbacks) { _, frame, code, owner in
            guard let frame, let state = HTTP2Callbacks.state(owner) else { return 0 }
            let reason = String(cString: nghttp2_strerror(code))
            state.complain(frame.pointee.hd.stream_id, reason)
            if frame.pointee.hd.stream_id == 0 { state.fault = state.fault ?? .malformed(reason) }
            return 0
        }
        nghttp2_session_callbacks_set_on_frame_send_callback(callbacks) { _, frame, owner in
            // The library tells the peer why it gives up, and nobody else.
            guard let frame, UInt32(frame.pointee.hd.type) == NGHTTP2_GOAWAY.rawValue else { return 0 }
            HTTP2Callbacks.state(owner)?.gaveUp(code: frame.pointee.goaway.error_code)
            return 0
        }
        nghttp2_session_callbacks_set_on_stream_close_callback(callbacks) { _, id, code, owner in
            HTTP2Callbacks.state(owner)?.closed(id, code: code)
            return 0
        }
    }

    private static let streamFailure = NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue

    private static func state(_ owner: UnsafeMutableRawPointer?) -> HTTP2State? {
        owner.map { Unmanaged<HTTP2State>.fromOpaque($0).takeUnretainedValue() }
    }
}

extension HTTP2RequestHead {
    /// Lends the fields as nghttp2 has them; it copies what it is given.
    func withFields<Result>(_ body: (UnsafePointer<nghttp2_nv>?, Int) -> Result) -> Result {
        text.withUnsafeBufferPointer { text in
            withUnsafeTemporaryAllocation(of: nghttp2_nv.self, capacity: fields.count) { list in
                guard let start = UnsafeMutablePointer(mutating: text.baseAddress) else { return body(nil, 0) }
                for (index, field) in fields.enumerated() {
                    let flag = field.isNeverIndexed ? NGHTTP2_NV_FLAG_NO_INDEX : NGHTTP2_NV_FLAG_NONE
                    list.initializeElement(
                        at: index,
                        to: nghttp2_nv(
                            name: start + field.start, value: start + field.start + field.nameLength,
                            namelen: field.nameLength, valuelen: field.valueLength, flags: UInt8(flag.rawValue)))
                }
                return body(UnsafePointer(list.baseAddress), fields.count)
            }
        }
    }
}
