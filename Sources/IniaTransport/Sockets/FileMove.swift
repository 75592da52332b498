internal import IniaHTTP

/// How far moving bytes between a socket and a file came.
struct FileMove: Sendable {
    /// Why it ended.
    enum End: Sendable {
        /// All that was asked for has been moved.
        case limit
        /// The socket has no more, or takes no more, for the moment.
        case wouldBlock
        /// There is no more: the peer sends none, or the file is shorter.
        case end
        case socketFailed(errno: Int32)
        /// What came over the socket is damaged.
        case broken(TransportError)
        case fileFailed(errno: Int32)
    }

    /// What one step of a move came to.
    enum Step {
        case moved(Int)
        case ended(End)
    }

    /// How long a move waits for the socket, in milliseconds, before it gives its thread to others.
    static let patience: Int32 = 10
    /// What a move waits for at a time: to be woken for each piece that arrives would cost more than it brings.
    static let worthWhile = 256 << 10

    private(set) var count: Int64 = 0
    private(set) var end = End.limit

    /// Moves step by step, on a thread that may block, and tells how far that came.
    ///
    /// - Parameters:
    ///   - step: moves bytes, so many at most.
    ///   - wait: waits for the socket a moment where so many bytes are left; gives whether it is ready.
    static func stepwise(
        upTo limit: Int64, step: (_ left: Int64) -> Step, wait: (_ left: Int64) -> Bool
    ) -> FileMove {
        var move = FileMove()
        var hasWaitedInVain = false
        while move.count < limit {
            switch step(limit - move.count) {
            case .moved(let count):
                move.count += Int64(count)
                hasWaitedInVain = false
            // Less than was waited for may have come all the same, and is seen by the next step.
            case .ended(.wouldBlock) where !hasWaitedInVain: hasWaitedInVain = !wait(limit - move.count)
            case .ended(let end):
                move.end = end
                return move
            }
        }
        return move
    }
}
