internal import Glibc
internal import Synchronization

/// A server on 127.0.0.1 that does with each connection what a test says, on a thread of its own.
public final class LoopbackServer: Sendable {
    /// One accepted connection, with calls that block.
    public struct Peer: Sendable {
        /// The socket.
        public let descriptor: Int32
        /// How many connections came before this one.
        public let number: Int

        /// Reads until the text ends so, or the client closes; gives what came.
        @discardableResult
        public func read(until ending: String = "\r\n\r\n") -> String {
            var all: [UInt8] = []
            let ending = Array(ending.utf8)
            var byte: UInt8 = 0
            while recv(descriptor, &byte, 1, 0) == 1 {
                all.append(byte)
                if byte == ending.last, all.ends(with: ending) { break }
            }
            return String(decoding: all, as: UTF8.self)
        }

        /// Reads a number of bytes; gives how many came before the client closed.
        @discardableResult
        public func read(count: Int) -> Int {
            var buffer = [UInt8](repeating: 0, count: 65536)
            var total = 0
            while total < count {
                let length = recv(descriptor, &buffer, min(buffer.count, count - total), 0)
                if length <= 0 { break }
                total += length
            }
            return total
        }

        /// Reads the next chunk of a chunked body; gives nil after the last, or where the client closed.
        public func readChunk() -> [UInt8]? {
            let line = read(until: "\r\n").prefix { $0.isHexDigit }
            guard let count = Int(line, radix: 16), count > 0 else { return nil }
            var chunk = [UInt8](repeating: 0, count: count + 2)
            guard recv(descriptor, &chunk, chunk.count, Int32(MSG_WAITALL)) == chunk.count else { return nil }
            return chunk.dropLast(2)
        }

        /// Sends a text; gives whether the client took it.
        @discardableResult
        public func send(_ text: String) -> Bool { send(Array(text.utf8)) }

        /// Sends bytes; gives whether the client took them.
        @discardableResult
        public func send(_ bytes: [UInt8]) -> Bool {
            var sent = 0
            while sent < bytes.count {
                let count = bytes.withUnsafeBytes {
                    Glibc.send(descriptor, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
                }
                if count <= 0 { return false }
                sent += count
            }
            return true
        }

        /// Waits until the client closes, reading what it still sends.
        public func awaitClose() { read(count: .max) }

        /// Whether the client has not closed, as POLLRDHUP (0x2000) tells without reading what it sends.
        public var isOpen: Bool {
            var state = pollfd(fd: descriptor, events: 0x2000, revents: 0)
            return poll(&state, 1, 0) == 0
        }

        /// Resets the connection instead of closing it.
        public func reset() {
            var option = linger(l_onoff: 1, l_linger: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        }
    }

    /// The port that it listens on.
    public let port: Int
    private let descriptor: Int32
    private let count = Mutex(0)

    /// Begins to listen.
    public init(_ script: @escaping @Sendable (Peer) -> Void) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                _ = bind(descriptor, address, length)
                getsockname(descriptor, address, &length)
            }
        }
        listen(descriptor, 4096)
        self.descriptor = descriptor
        port = Int(UInt16(bigEndian: address.sin_port))
        startThread { [self] in
            while true {
                let client = accept(descriptor, nil, nil)
                guard client >= 0 else {
                    close(descriptor)
                    return
                }
                // Children that a test begins with few descriptors must not be born with these.
                _ = fcntl(client, F_SETFD, FD_CLOEXEC)
                // What a test has sent is on its way, not held back until the client has acknowledged what came before.
                var isOn: Int32 = 1
                setsockopt(client, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
                let number = count.withLock { count in
                    defer { count += 1 }
                    return count
                }
                startThread {
                    script(Peer(descriptor: client, number: number))
                    close(client)
                }
            }
        }
    }

    /// The number of connections so far.
    public var accepted: Int { count.withLock { $0 } }

    /// Listens no more; the thread that accepts closes the descriptor, so that its number is never another's.
    public func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }
}

extension [UInt8] {
    /// Whether these are the last of the bytes; without slices, whose types the runtime finds under a lock of all threads.
    func ends(with ending: [UInt8]) -> Bool {
        count >= ending.count
            && withUnsafeBytes { memcmp($0.baseAddress! + count - ending.count, ending, ending.count) == 0 }
    }
}

/// Runs a closure on a thread of its own.
public func startThread(_ body: @escaping @Sendable () -> Void) {
    final class Work: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let work = Unmanaged.passRetained(Work(body)).toOpaque()
    pthread_create(
        &thread, nil,
        { argument in
            Unmanaged<Work>.fromOpaque(argument!).takeRetainedValue().body()
            return nil
        }, work)
    pthread_detach(thread)
}

/// Something that a script's thread tells a test once.
public final class Flag: Sendable {
    private let state = Mutex<(isSet: Bool, waiters: [CheckedContinuation<Void, Never>])>((false, []))

    /// Creates one that has not been told.
    public init() {}

    /// Tells it.
    public func set() {
        let waiters = state.withLock { state in
            state.isSet = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Whether it has been told.
    public var isSet: Bool { state.withLock { $0.isSet } }

    /// Waits until it is told.
    public func wait() async {
        await withCheckedContinuation { continuation in
            let isSet = state.withLock { state in
                if !state.isSet { state.waiters.append(continuation) }
                return state.isSet
            }
            if isSet { continuation.resume() }
        }
    }

    /// Waits on a thread that may block.
    public func block() { while !state.withLock({ $0.isSet }) { Self.pause() } }

    /// Lets a thread rest for a moment.
    public static func pause() { usleep(1000) }
}
