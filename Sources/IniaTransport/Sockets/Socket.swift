internal import CLinux
internal import Glibc
internal import IniaHTTP

/// A TCP socket that never blocks: the owner of its descriptor, which closes with it.
///
/// It is shut from any thread, at any time; the descriptor itself stays open until nobody refers to the socket, so
/// that its number is never another's.
final class Socket: Sendable {
    /// What a read or a write came to.
    enum Transfer: Equatable {
        case bytes(Int)
        case wouldBlock
        /// The peer sends no more.
        case end
        case failed(errno: Int32)
    }

    private let descriptor: Int32
    private let loop: EventLoop
    private let ticket: EventLoop.Ticket
    /// The count of forks that led to the process that made the socket.
    private let process = inia_fork_generation()
    let readiness: Readiness

    /// Makes a socket of a family and begins to connect it.
    ///
    /// - Throws: ``TransportError`` where the machine gives no socket or refuses at once.
    init(connectingTo address: Address, keepsAlive: Bool, during: String) throws(TransportError) {
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = Glibc.socket(address.family, type, 0)
        guard descriptor >= 0 else { throw .system(errno, during: during) }
        Self.set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY)
        if keepsAlive { Self.set(descriptor, SOL_SOCKET, SO_KEEPALIVE) }
        // Connecting comes first: epoll takes a socket that does not even try for one that hung up.
        let result = address.withSockaddr { Glibc.connect(descriptor, $0, $1) }
        let fault = result == 0 || errno == EINPROGRESS || errno == EINTR ? nil : SystemFault.last
        let readiness = Readiness()
        let loop = EventLoop.shared
        do throws(SystemFault) {
            if let fault { throw fault }
            ticket = try loop.enter(readiness, descriptor: descriptor)
        } catch {
            Glibc.close(descriptor)
            throw .system(error.number, during: during)
        }
        self.descriptor = descriptor
        self.loop = loop
        self.readiness = readiness
    }

    deinit {
        if isOwn { loop.leave(ticket) }
        Glibc.close(descriptor)
    }

    /// Whether this process made the socket. One that was forked from it has a copy of the descriptor and no more: what
    /// it did with it would happen to its parent's connection, and the locks may be held by threads that it has not.
    private var isOwn: Bool { process == inia_fork_generation() }

    private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32) {
        var on: Int32 = 1
        setsockopt(descriptor, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    /// The error that connecting ended with, zero where it succeeded.
    var connectError: Int32 {
        var fault: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &fault, &size) == 0 ? fault : errno
    }

    /// Reads what has arrived, as far as there is room.
    func read(into place: UnsafeMutableRawBufferPointer) -> Transfer {
        while true {
            let count = recv(descriptor, place.baseAddress, place.count, 0)
            if count > 0 { return .bytes(count) }
            if count == 0 { return .end }
            if errno == EINTR { continue }
            return errno == EAGAIN || errno == EWOULDBLOCK ? .wouldBlock : .failed(errno: errno)
        }
    }

    /// Moves what has arrived into a pipe, as far as there is room.
    func splice(into pipe: Int32, upTo limit: Int) -> Transfer {
        let count = inia_splice(descriptor, pipe, limit)
        if count > 0 { return .bytes(count) }
        if count == 0 { return .end }
        return count == -Int(EAGAIN) ? .wouldBlock : .failed(errno: Int32(-count))
    }

    /// Waits, on a thread that may, until so much or the end has arrived; gives whether it has.
    func awaitBytes(_ count: Int, milliseconds: Int32) -> Bool {
        setLowWater(count)
        defer { setLowWater(1) }
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, milliseconds) > 0
    }

    /// Says how much has to have arrived until the socket is ready to be read.
    private func setLowWater(_ count: Int) {
        var count = Int32(clamping: count)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVLOWAT, &count, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Waits, on a thread that may, until there is room for more to be sent; gives whether there is.
    func awaitRoom(milliseconds: Int32) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&entry, 1, milliseconds) > 0
    }

    /// Has the system send bytes of a file; gives how many, or a negative error number.
    func sendFile(_ file: Int32, offset: Int64, count: Int) -> Int {
        inia_send_file(descriptor, file, offset, count)
    }

    /// Writes as much as the system takes. A closed connection is an error, never a signal.
    ///
    /// - Parameter more: whether more follows at once, so that the system may wait for it.
    func write(_ bytes: UnsafeRawBufferPointer, more: Bool = false) -> Transfer {
        let flags = Int32(MSG_NOSIGNAL) | (more ? Int32(MSG_MORE) : 0)
        while true {
            let count = send(descriptor, bytes.baseAddress, bytes.count, flags)
            if count >= 0 { return .bytes(count) }
            if errno == EINTR { continue }
            return errno == EAGAIN || errno == EWOULDBLOCK ? .wouldBlock : .failed(errno: errno)
        }
    }

    /// Says whether whoever waits for the socket is to be told what it is ready for.
    ///
    /// A reader that finds more than it takes, time after time, does not wait; but each arrival would wake the loop's
    /// thread, to no end. To be set again before anyone waits.
    func setListening(_ listens: Bool) {
        guard isOwn else { return }
        loop.listen(ticket, descriptor: descriptor, toAll: listens)
    }

    /// Whether nothing has arrived and the peer has not closed, which is how an idle connection has to be.
    var isQuiet: Bool {
        var byte: UInt8 = 0
        let count = recv(descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
        return count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)
    }

    /// Ends the connection now: the peer sees it close, and all waiting ends.
    ///
    /// Where the caller has gone, what the system still has to send is dropped as soon as nobody refers to the socket: a
    /// peer that reads slowly, or not at all, would otherwise go on receiving a request that was cancelled.
    func shut(_ reason: Readiness.Reason) {
        guard isOwn else { return }
        if reason != .discarded {
            var atOnce = linger(l_onoff: 1, l_linger: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &atOnce, socklen_t(MemoryLayout<linger>.size))
        }
        _ = readiness.shut(reason)
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Waits for readiness; a task that is cancelled shuts the socket.
    func wait(for interest: Readiness.Interest, until deadline: Moment) async -> Readiness.Outcome {
        await withTaskCancellationHandler {
            await readiness.wait(for: interest, until: deadline)
        } onCancel: {
            shut(.cancelled)
        }
    }
}

extension TransportError {
    /// The failure that an error number of the system means.
    static func system(_ fault: Int32, during: String, mayHaveBeenSent: Bool = false) -> TransportError {
        let code: Code =
            switch fault {
            case ECONNREFUSED: .connectionRefused
            case ECONNRESET, EPIPE, ECONNABORTED: .connectionClosed
            case ETIMEDOUT: mayHaveBeenSent ? .connectionClosed : .connectTimeout
            default: .network
            }
        return TransportError(
            code, during: during, reason: String(cString: strerror(fault)), mayHaveBeenSent: mayHaveBeenSent)
    }
}
