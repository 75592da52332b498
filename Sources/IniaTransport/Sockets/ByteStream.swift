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
        /// The bytes that have arrived since the last that carried plaintext.
        var overhead = 0

        init(_ session: TLSSession) { self.session = session }
    }

    /// What is encrypted, and read of ciphertext, at a time: several records, for a system call costs more than one.
    private static let recordSpace = 128 << 10
    /// How much of TLS's own talk is borne in a row: more than any handshake takes. A peer that goes on with it (tickets,
    /// say) would otherwise be read for ever, since time is looked at only where there is nothing to read.
    private static let largestOverhead = 1 << 20

    let socket: Socket
    private let during: String
    private var layers: [Layer] = []
    /// Whether the last read left nothing behind, so that the next one has to wait for the socket.
    private(set) var isDrained = false

    init(_ socket: Socket, during: String) {
        self.socket = socket
        self.during = during
    }

    /// Puts a layer of TLS on top of what is there.
    func add(_ session: TLSSession) { layers.append(Layer(session)) }

    /// Whether bytes go over the wire as they are.
    var isPlain: Bool { layers.isEmpty }

    /// Whether a layer holds something that has arrived and was not read.
    var hasUnread: Bool { layers.contains { $0.session.hasUnread } }

    /// The topmost session.
    var session: TLSSession? { layers.last?.session }

    /// Goes on with the handshake of the topmost layer as far as it can without waiting.
    func handshake() throws(TransportError) -> Bool {
        guard let session = layers.last?.session else { return true }
        while true {
            let isDone: Bool
            do {
                isDone = try session.handshake()
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
        let layer = layers[level]
        var reading = Reading.wouldBlock
        let hasMemory = try layer.session.receive(upTo: Self.recordSpace) { (place) throws(TransportError) -> Int in
            reading = try read(level - 1, into: place)
            guard case .bytes(let count) = reading else { return 0 }
            layer.overhead += count
            return count
        }
        guard hasMemory else { throw .wire(WireError(.tls, "no memory"), during: during) }
        if layer.overhead > Self.largestOverhead {
            throw .wire(WireError(.tls, "the peer's TLS carries nothing"), during: during, mayHaveBeenSent: true)
        }
        return reading
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
        let session = layers[level].session
        if session.ciphertextCount >= Self.recordSpace, !(try flush(level)) { return 0 }
        let slice = UnsafeRawBufferPointer(rebasing: bytes.prefix(Self.recordSpace))
        do {
            try session.write(slice)
        } catch {
            throw .wire(error, during: during, mayHaveBeenSent: true)
        }
        // What is followed by more leaves along with it.
        if !more || session.ciphertextCount >= Self.recordSpace { _ = try flush(level) }
        return slice.count
    }

    private func flush(_ level: Int) throws(TransportError) -> Bool {
        let session = layers[level].session
        while session.ciphertextCount > 0 {
            let before = session.ciphertextCount
            try session.lendCiphertext { (bytes) throws(TransportError) -> Int in
                try write(level - 1, bytes, more: false)
            }
            guard session.ciphertextCount < before else { return false }
        }
        return true
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
