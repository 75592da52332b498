internal import CLinux
internal import Glibc
internal import IniaHTTP

/// A pipe through which the system moves bytes from a socket into a file. What a peer has sent is copied once by that,
/// where reading and writing copy it twice.
final class SplicePipe: Sendable {
    /// How far a move came.
    struct Move: Sendable {
        /// Why it ended.
        enum End: Sendable {
            /// All that was asked for has been moved.
            case limit
            /// The socket had no more for the moment.
            case wouldBlock
            /// The peer sends no more.
            case end
            case socketFailed(errno: Int32)
            /// What came over the socket is damaged.
            case broken(TransportError)
            case fileFailed(errno: Int32)
        }

        var count = 0
        var end = End.limit
    }

    /// What the pipe holds where the system allows it.
    private static let size = 1 << 20
    /// How long a move waits for more, in milliseconds, before it gives its thread to others.
    static let patience: Int32 = 10
    /// What a move waits for at a time: to be woken for each piece that arrives would cost more than it brings.
    static let worthWhile = 256 << 10

    private let outlet: Int32
    private let inlet: Int32

    /// Makes a pipe, or gives nil where the machine has none to give.
    init?() {
        var ends: [Int32] = [-1, -1]
        guard inia_pipe(&ends) == 0 else { return nil }
        (outlet, inlet) = (ends[0], ends[1])
        inia_widen_pipe(inlet, Int32(Self.size))
    }

    deinit {
        close(outlet)
        close(inlet)
    }

    /// Moves bytes, so many at most, on a thread that may block.
    func move(from socket: Socket, to file: Int32, upTo limit: Int) -> Move {
        var move = Move()
        var hasWaitedInVain = false
        defer { socket.setLowWater(1) }
        while move.count < limit {
            switch socket.splice(into: inlet, upTo: min(limit - move.count, Self.size)) {
            case .bytes(let count):
                hasWaitedInVain = false
                if let fault = empty(count, into: file) {
                    move.end = .fileFailed(errno: fault)
                    return move
                }
                move.count += count
            case .wouldBlock:
                // Less than was waited for may have come all the same, and is seen by the next look.
                if hasWaitedInVain {
                    move.end = .wouldBlock
                    return move
                }
                socket.setLowWater(min(limit - move.count, Self.worthWhile))
                hasWaitedInVain = !socket.awaitBytes(milliseconds: Self.patience)
            case .end:
                move.end = .end
                return move
            case .failed(let fault):
                move.end = .socketFailed(errno: fault)
                return move
            }
        }
        return move
    }

    /// Moves what is in the pipe on; gives what went wrong.
    private func empty(_ count: Int, into file: Int32) -> Int32? {
        var left = count
        while left > 0 {
            var moved = inia_splice(outlet, file, left)
            // There are file systems that cannot.
            if moved == -Int(EINVAL) { moved = copy(left, into: file) }
            guard moved > 0 else { return moved == 0 ? EIO : Int32(-moved) }
            left -= moved
        }
        return nil
    }

    private func copy(_ count: Int, into file: Int32) -> Int {
        withUnsafeTemporaryAllocation(byteCount: min(count, 64 << 10), alignment: 16) { place in
            let got = read(outlet, place.baseAddress, place.count)
            guard got > 0 else { return got < 0 ? -Int(errno) : 0 }
            var written = 0
            while written < got {
                let count = write(file, place.baseAddress?.advanced(by: written), got - written)
                if count > 0 { written += count } else if errno != EINTR { return -Int(errno) }
            }
            return got
        }
    }
}
