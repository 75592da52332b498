internal import IniaHTTP
internal import IniaHost
internal import IniaWire

extension Connection {
    /// What is moved before its reader is told: a thread that moves is one of few.
    private static let largestMove = 4 << 20
    /// What is less than this is read, which then costs less.
    private static let leastMove: Int64 = 256 << 10

    /// Has the system move the body on into a file, where it comes as it is: in the clear, and of a known length.
    ///
    /// - Returns: how much was moved, or nil where the next bytes have to be read.
    func feed(_ file: Int32) async throws -> Feed? {
        guard case .none = upload, stream.isPlain, buffer.isEmpty, begun.isEmpty, let left = parser.plainBodyBytes,
            left >= Self.leastMove, left < .max, let pipe = pipe ?? SplicePipe()
        else { return nil }
        self.pipe = pipe
        socket.readiness.setAbandonment(.never)
        do {
            let count = try await moved(to: file, by: pipe, upTo: Int(min(left, Int64(Self.largestMove))))
            _ = parser.skipBody(count)
            mayHaveMore = true
            let isLast = parser.isDone
            if isLast {
                self.pipe = nil
                settle()
            } else {
                socket.readiness.setAbandonment(Moment.now.advanced(by: terms.abandonTimeout))
            }
            return Feed(count: count, isLast: isLast, isReusable: isReusable)
        } catch {
            self.pipe = nil
            socket.shut(.discarded)
            if socket.readiness.reason == .cancelled { throw CancellationError() }
            throw error
        }
    }

    private func moved(to file: Int32, by pipe: SplicePipe, upTo limit: Int) async throws -> Int {
        while true {
            let move = await move(to: file, by: pipe, upTo: limit)
            if case .fileFailed(let fault) = move.end {
                throw HostError(during: "writing", subject: "a response's body", errno: fault)
            }
            // What ended a move that brought something is found out by the next.
            if move.count > 0 { return move.count }
            switch move.end {
            case .end:
                _ = try ended(.end(isClean: true))
                throw shutError(.discarded)
            case .socketFailed(let fault):
                throw brokenOff(.system(fault, during: "reading the response of \(key.name)", mayHaveBeenSent: true))
            default: break
            }
            switch await socket.wait(for: .read, until: Moment.now.advanced(by: terms.readTimeout)) {
            case .ready: continue
            case .timedOut:
                throw TransportError(.readTimeout, during: "reading the response of \(key.name)")
            case .shut(let reason): throw shutError(reason)
            }
        }
    }

    /// Moves on a thread for that; the loop has no part in it.
    private func move(to file: Int32, by pipe: SplicePipe, upTo limit: Int) async -> SplicePipe.Move {
        endRush()
        socket.setListening(false)
        defer { socket.setListening(true) }
        let socket = socket
        return await withTaskCancellationHandler {
            await PosixFiles.onThread { pipe.move(from: socket, to: file, upTo: limit) }
        } onCancel: {
            socket.shut(.cancelled)
        }
    }
}

/// What was moved of a body, and whether that was the last of it.
struct Feed: Sendable {
    let count: Int
    let isLast: Bool
    /// Whether the connection may carry another exchange after the last part.
    let isReusable: Bool
}
