internal import CHost
internal import CLinux
internal import Glibc

/// A pipe through which the system moves bytes from a socket into a file. What a peer has sent is copied once by that,
/// where reading and writing copy it twice.
final class SplicePipe: Sendable {
    /// What the pipe holds where the system allows it.
    private static let size = 1 << 20

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
    func move(from socket: Socket, to file: Int32, upTo limit: Int64) -> FileMove {
        FileMove.stepwise(upTo: limit) { left in
            switch socket.splice(into: inlet, upTo: Int(min(left, Int64(Self.size)))) {
            case .bytes(let count):
                if let fault = empty(count, into: file) { return .ended(.fileFailed(errno: fault)) }
                return .moved(count)
            case .wouldBlock: return .ended(.wouldBlock)
            case .end: return .ended(.end)
            case .failed(let fault): return .ended(.socketFailed(errno: fault))
            }
        } wait: { left in
            socket.awaitBytes(Int(min(left, Int64(FileMove.worthWhile))), milliseconds: FileMove.patience)
        }
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
