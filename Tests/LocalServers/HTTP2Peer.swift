internal import CNghttp2
internal import Glibc

/// The server's side of an HTTP/2 connection without its socket, which does what a test says.
public final class HTTP2Peer {
    /// What the client has done.
    public enum Event: Equatable, Sendable {
        /// A request's head: its fields with the pseudo fields among them.
        case request(Int32, fields: [String: String])
        /// A part of a request's body.
        case data(Int32, [UInt8])
        /// A request has come to its end.
        case end(Int32)
        /// A stream is closed, for a reason; 0 for the orderly end.
        case closed(Int32, code: UInt32)
        /// The client asks for a sign of life.
        case ping
    }

    /// What the peer says of itself, and how it reads.
    public struct Options: Sendable {
        /// The streams at a time, if it says so.
        public var streamLimit: UInt32?
        /// The bytes that a client may send on a stream before they are taken.
        public var window: UInt32 = 65535
        /// Whether windows are opened again as bytes arrive, or only by ``take(_:_:)``.
        public var takesByItself = true
        /// Whether pings are answered.
        public var answersPings = true

        /// The defaults.
        public init() {}
    }

    private final class Outgoing {
        var bytes: [UInt8] = []
        var sent = 0
        var isComplete = false
        var trailers: [(String, String)] = []
    }

    private var session: OpaquePointer?
    private var fields: [Int32: [String: String]] = [:]
    private var outgoing: [Int32: Outgoing] = [:]
    private var raw: [UInt8] = []
    /// What happened and was not taken yet.
    public var events: [Event] = []
    /// The bytes of bodies that have left, by stream.
    public private(set) var sentBodyBytes: [Int32: Int] = [:]

    /// Begins with the server's settings.
    public init(_ options: Options = Options()) {
        var callbacks: OpaquePointer?
        var option: OpaquePointer?
        nghttp2_session_callbacks_new(&callbacks)
        nghttp2_option_new(&option)
        Self.observe(callbacks)
        if !options.takesByItself { nghttp2_option_set_no_auto_window_update(option, 1) }
        if !options.answersPings { nghttp2_option_set_no_auto_ping_ack(option, 1) }
        nghttp2_session_server_new2(&session, callbacks, Unmanaged.passUnretained(self).toOpaque(), option)
        nghttp2_session_callbacks_del(callbacks)
        nghttp2_option_del(option)
        var settings = [
            nghttp2_settings_entry(
                settings_id: Int32(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE.rawValue), value: options.window)
        ]
        if let limit = options.streamLimit {
            let id = Int32(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS.rawValue)
            settings.append(nghttp2_settings_entry(settings_id: id, value: limit))
        }
        nghttp2_submit_settings(session, 0, settings, settings.count)
    }

    deinit { nghttp2_session_del(session) }

    // MARK: Bytes

    /// Takes in what the client sent; gives whether it kept to the rules.
    @discardableResult
    public func receive(_ bytes: [UInt8]) -> Bool {
        nghttp2_session_mem_recv(session, bytes, bytes.count) == bytes.count
    }

    /// What is to be sent.
    public func output() -> [UInt8] {
        var all: [UInt8] = []
        while true {
            var place: UnsafePointer<UInt8>?
            let count = nghttp2_session_mem_send(session, &place)
            guard count > 0, let place else { break }
            all.append(contentsOf: UnsafeBufferPointer(start: place, count: count))
        }
        defer { raw = [] }
        return all + raw
    }

    /// Sends bytes that are not the library's.
    public func sendRaw(_ bytes: [UInt8]) { raw += bytes }

    // MARK: Answers

    /// Answers a request; a body that is not the last goes on with ``send(_:_:isLast:)``.
    public func respond(
        _ id: Int32, status: Int = 200, fields: [(String, String)] = [], body: [UInt8] = [],
        trailers: [(String, String)] = [], isLast: Bool = true
    ) {
        let all = [(":status", String(status))] + fields
        if body.isEmpty, trailers.isEmpty, isLast {
            Self.withFields(all) { _ = nghttp2_submit_response(session, id, $0, $1, nil) }
            return
        }
        let outgoing = Outgoing()
        outgoing.bytes = body
        outgoing.isComplete = isLast
        outgoing.trailers = trailers
        self.outgoing[id] = outgoing
        var provider = Self.provider
        Self.withFields(all) { _ = nghttp2_submit_response(session, id, $0, $1, &provider) }
    }

    /// Goes on with a body.
    public func send(_ id: Int32, _ bytes: [UInt8], isLast: Bool = false) {
        outgoing[id]?.bytes += bytes
        outgoing[id]?.isComplete = isLast
        nghttp2_session_resume_data(session, id)
    }

    /// Sends the head of an interim response.
    public func inform(_ id: Int32, status: Int) {
        Self.withFields([(":status", String(status))]) { _ = nghttp2_submit_headers(session, 0, id, nil, $0, $1, nil) }
    }

    /// Ends a stream with an error code.
    public func reset(_ id: Int32, code: UInt32) { nghttp2_submit_rst_stream(session, 0, id, code) }

    /// Takes no new streams after one.
    public func goAway(after last: Int32, code: UInt32 = 0) { nghttp2_submit_goaway(session, 0, last, code, nil, 0) }

    /// Says that it is about to take no new streams (the first of two `GOAWAY`s).
    public func announceShutdown() { nghttp2_submit_shutdown_notice(session) }

    /// Sends a ping.
    public func ping() { nghttp2_submit_ping(session, 0, nil) }

    /// Changes how many streams it takes at a time.
    public func limitStreams(to count: UInt32) {
        let id = Int32(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS.rawValue)
        let settings = [nghttp2_settings_entry(settings_id: id, value: count)]
        nghttp2_submit_settings(session, 0, settings, 1)
    }

    /// Opens the windows again by bytes that were read.
    public func take(_ id: Int32, _ count: Int) { nghttp2_session_consume(session, id, count) }

    // MARK: The library's calls

    private static var provider: nghttp2_data_provider {
        var provider = nghttp2_data_provider()
        provider.read_callback = { session, id, place, count, flags, _, owner in
            let peer = HTTP2Peer.of(owner)
            guard let outgoing = peer.outgoing[id] else { return 0 }
            let length = min(count, outgoing.bytes.count - outgoing.sent)
            if length == 0, !outgoing.isComplete { return Int(NGHTTP2_ERR_DEFERRED.rawValue) }
            if length > 0 {
                outgoing.bytes.withUnsafeBytes { _ = memcpy(place!, $0.baseAddress! + outgoing.sent, length) }
            }
            outgoing.sent += length
            peer.sentBodyBytes[id, default: 0] += length
            guard outgoing.isComplete, outgoing.sent == outgoing.bytes.count else { return length }
            flags!.pointee |= UInt32(NGHTTP2_DATA_FLAG_EOF.rawValue)
            if !outgoing.trailers.isEmpty {
                flags!.pointee |= UInt32(NGHTTP2_DATA_FLAG_NO_END_STREAM.rawValue)
                HTTP2Peer.withFields(outgoing.trailers) { _ = nghttp2_submit_trailer(session, id, $0, $1) }
            }
            return length
        }
        return provider
    }

    private static func observe(_ callbacks: OpaquePointer?) {
        nghttp2_session_callbacks_set_on_header_callback(callbacks) {
            _, frame, name, nameLength, value, length, _, owner in
            let name = String(decoding: UnsafeBufferPointer(start: name, count: nameLength), as: UTF8.self)
            let value = String(decoding: UnsafeBufferPointer(start: value, count: length), as: UTF8.self)
            HTTP2Peer.of(owner).fields[frame!.pointee.hd.stream_id, default: [:]][name] = value
            return 0
        }
        nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks) { _, _, id, bytes, count, owner in
            HTTP2Peer.of(owner).events.append(.data(id, Array(UnsafeBufferPointer(start: bytes, count: count))))
            return 0
        }
        nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks) { _, frame, owner in
            let (peer, header) = (HTTP2Peer.of(owner), frame!.pointee.hd)
            if header.type == NGHTTP2_HEADERS.rawValue {
                peer.events.append(
                    .request(header.stream_id, fields: peer.fields.removeValue(forKey: header.stream_id) ?? [:]))
            }
            if header.type == NGHTTP2_PING.rawValue, header.flags & UInt8(NGHTTP2_FLAG_ACK.rawValue) == 0 {
                peer.events.append(.ping)
            }
            let isLast = header.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) != 0
            if isLast, header.type == NGHTTP2_HEADERS.rawValue || header.type == NGHTTP2_DATA.rawValue {
                peer.events.append(.end(header.stream_id))
            }
            return 0
        }
        nghttp2_session_callbacks_set_on_stream_close_callback(callbacks) { _, id, code, owner in
            HTTP2Peer.of(owner).events.append(.closed(id, code: code))
            return 0
        }
    }

    private static func of(_ owner: UnsafeMutableRawPointer?) -> HTTP2Peer {
        Unmanaged<HTTP2Peer>.fromOpaque(owner!).takeUnretainedValue()
    }

    private static func withFields(
        _ fields: [(String, String)], _ body: (UnsafePointer<nghttp2_nv>, Int) -> Void
    ) {
        // One buffer with all texts, which the library copies.
        let text = fields.flatMap { Array($0.0.utf8) + Array($0.1.utf8) }
        text.withUnsafeBufferPointer { text in
            var start = UnsafeMutablePointer(mutating: text.baseAddress!)
            let list = fields.map { name, value in
                let (nameLength, valueLength) = (name.utf8.count, value.utf8.count)
                defer { start += nameLength + valueLength }
                return nghttp2_nv(
                    name: start, value: start + nameLength, namelen: nameLength, valuelen: valueLength, flags: 0)
            }
            body(list, list.count)
        }
    }
}
