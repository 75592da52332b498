internal import IniaHTTP
internal import IniaWire

/// A socket with the layers of TLS on it, none or one, or two where a proxy is itself reached over TLS.
///
/// It never waits: whoever owns it waits for the socket, and tries again. Not Sendable: it belongs to one connection.
final class ByteStream {
    /// What reading came to.
    enum Reading: Equatable {
        case bytes(Int)
        case wouldBlock
        /// The peer sends no more; not clean, where TLS should have said so and did not.
        case end(isClean: Bool)
    }

    private final class Layer {
        let session: TLSSession
        /// Ciphertext that the layer below has not taken.
        var unsent: [UInt8] = []
        var sent = 0
        /// The bytes that have arrived since the last that carried plaintext.
        var overhead = 0

        init(_ session: TLSSession) { self.session = session }
    }

    private static let recordSpace = 64 << 10
    /// How much of TLS's own talk is borne in a row: more than any handshake takes. A peer that goes on with it (tickets,
    /// say) would otherwise be read for ever, since time is looked at only where there is nothing to read.
    private static let largestOverhead = 1 << 20

    let socket: Socket
    private let during: String
    private var layers: [Layer] = []
    /// Whether the last read left nothing behind, so that the next one has to wait for the socket.
    private(set) var isDrained = false
    private var scratch: [UInt8] = []

    init(_ socket: Socket, during: String) {
        self.socket = socket
        self.during = during
    }

    /// Puts a layer of TLS on top of what is there.
    func add(_ session: TLSSession) {
        layers.append(Layer(session))
        if scratch.isEmpty { scratch = [UInt8](repeating: 0, count: Self.recordSpace) }
    }

    /// Whether bytes go over the wire as they are.
    var isPlain: Bool { layers.isEmpty }

    /// Whether a layer holds something that has arrived and was not read.
    var hasUnread: Bool { layers.contains { $0.session.hasUnread } }

    /// The topmost session.
    var session: TLSSession? { layers.last?.session }

    /// Goes on with the handshake of the topmost layer as far as it can without waiting.
    func handshake() throws(TransportError) -> Bool {
        guard let layer = layers.last else { return true }
        while true {
            let isDone: Bool
            do {
                isDone = try layer.session.handshake()
            } catch {
                // The peer is told why, as far as it listens.
                _ = try? flush()
                throw .wire(error, during: during, mayHaveBeenSent: false)
            }
            _ = try flush()
            if isDone { return true }
            switch try feed(layers.count - 1) {
            case .bytes: continue
            case .wouldBlock: return false
            case .end: throw .wire(TLSSession.cutHandshake, during: during, mayHaveBeenSent: false)
            }
        }
    }

    /// Reads plaintext, as far as there is room.
    func read(into place: UnsafeMutableRawBufferPointer) throws(TransportError) -> Reading {
        try read(layers.count - 1, into: place)
    }

    /// Takes in bytes to be sent; gives how many, none while earlier ones have not left.
    func write(_ bytes: UnsafeRawBufferPointer, more: Bool = false) throws(TransportError) -> Int {
        try write(layers.count - 1, bytes, more: more)
    }

    /// Sends what was taken in; gives whether all of it has left.
    func flush() throws(TransportError) -> Bool {
        for level in layers.indices.reversed() { guard try flush(level) else { return false } }
        return true
    }

    private func read(_ level: Int, into place: UnsafeMutableRawBufferPointer) throws(TransportError) -> Reading {
        guard level >= 0 else {
            isDrained = false
            switch socket.read(into: place) {
            case .bytes(let count):
                // A read that left room has emptied the socket; what comes later is an event of its own.
                isDrained = count < place.count
                return .bytes(count)
            case .wouldBlock:
                isDrained = true
                return .wouldBlock
            case .end: return .end(isClean: true)
            case .failed(let fault): throw .system(fault, during: during, mayHaveBeenSent: true)
            }
        }
        var total = 0
        while total < place.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: place[total...])
            switch try decrypted(level, into: rest) {
            case .bytes(let count): total += count
            case .end:
                isDrained = false
                return total > 0 ? .bytes(total) : .end(isClean: true)
            case .needsMore:
                if total > 0, isDrained { return .bytes(total) }
                switch try feed(level) {
                case .bytes: continue
                case .wouldBlock: return total > 0 ? .bytes(total) : .wouldBlock
                case .end: return total > 0 ? .bytes(total) : .end(isClean: false)
                }
            }
        }
        isDrained = false
        return .bytes(total)
    }

    private func decrypted(
        _ level: Int, into place: UnsafeMutableRawBufferPointer
    ) throws(TransportError) -> TLSSession.Reading {
        do {
            let reading = try layers[level].session.read(into: place)
            switch reading {
            // Reading can give something to send: an answer to a new key.
            case .needsMore: _ = try? flush(level)
            case .bytes: layers[level].overhead = 0
            case .end: break
            }
            return reading
        } catch {
            throw .wire(error, during: during, mayHaveBeenSent: true)
        }
    }

    /// Moves ciphertext from the layer below into a layer.
    private func feed(_ level: Int) throws(TransportError) -> Reading {
        var place = level == layers.count - 1 ? scratch : [UInt8](repeating: 0, count: Self.recordSpace)
        if level == layers.count - 1 { scratch = [] }
        defer { if level == layers.count - 1 { scratch = place } }
        let layer = layers[level]
        return try place.lendMutable { (buffer) throws(TransportError) -> Reading in
            let reading = try read(level - 1, into: buffer)
            guard case .bytes(let count) = reading else { return reading }
            do throws(WireError) {
                layer.overhead += count
                if layer.overhead > Self.largestOverhead { throw WireError(.tls, "the peer's TLS carries nothing") }
                try layer.session.receive(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            } catch {
                throw .wire(error, during: during, mayHaveBeenSent: true)
            }
            return reading
        }
    }

    private func write(
        _ level: Int, _ bytes: UnsafeRawBufferPointer, more: Bool
    ) throws(TransportError) -> Int {
        guard level >= 0 else {
            switch socket.write(bytes, more: more) {
            case .bytes(let count): return count
            case .wouldBlock, .end: return 0
            case .failed(let fault): throw .system(fault, during: during, mayHaveBeenSent: true)
            }
        }
        guard try flush(level) else { return 0 }
        let slice = UnsafeRawBufferPointer(rebasing: bytes.prefix(Self.recordSpace))
        do {
            try layers[level].session.write(slice)
        } catch {
            throw .wire(error, during: during, mayHaveBeenSent: true)
        }
        _ = try flush(level)
        return slice.count
    }

    private func flush(_ level: Int) throws(TransportError) -> Bool {
        let layer = layers[level]
        while true {
            if layer.sent == layer.unsent.count {
                layer.sent = 0
                layer.unsent = layer.session.takeCiphertext()
                if layer.unsent.isEmpty { return true }
            }
            let count = try layer.unsent.lend { (bytes) throws(TransportError) -> Int in
                try write(level - 1, UnsafeRawBufferPointer(rebasing: bytes[layer.sent...]), more: false)
            }
            guard count > 0 else { return false }
            layer.sent += count
        }
    }
}

extension TransportError {
    /// The failure that a protocol machine's means.
    static func wire(_ error: WireError, during: String, mayHaveBeenSent: Bool = true) -> TransportError {
        let code: Code =
            switch error.code {
            case .closed, .refused, .http1Required, .reset: .connectionClosed
            case .incompleteBody: .incompleteBody
            case .request: .requestBody
            case .tls: .tls
            case .proxy: .proxy
            default: .malformedResponse
            }
        return TransportError(code, during: during, reason: error.reason, mayHaveBeenSent: mayHaveBeenSent)
    }
}
