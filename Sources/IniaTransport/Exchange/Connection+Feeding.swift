internal import IniaHTTP
internal import IniaHost
internal import IniaWire

extension Connection {
    /// What is moved before its reader is told: a thread that moves is one of few.
    private static let largestMove: Int64 = 4 << 20
    /// What is less than this is read, which then costs less.
    private static let leastMove: Int64 = 256 << 10

    /// Moves the body on into a file where its length is known: by the system where it comes in the clear, and else
    /// on a thread that may wait for both.
    ///
    /// - Returns: how much was moved, or nil where the next bytes have to be read.
    func feed(_ file: Int32) async throws -> Feed? {
        guard case .none = upload, buffer.isEmpty, begun.isEmpty, let left = parser.plainBodyBytes,
            left >= Self.leastMove, left < .max
        else { return nil }
        if stream.isPlain, pipe == nil {
            guard let new = SplicePipe() else { return nil }
            pipe = new
        }
        socket.readiness.setAbandonment(.never)
        do {
            let count = try await moved(to: file, upTo: min(left, Self.largestMove))
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

    private func moved(to file: Int32, upTo limit: Int64) async throws -> Int {
        while true {
            let move = await move(to: file, upTo: limit)
            if case .fileFailed(let fault) = move.end {
                throw HostError(during: "writing", subject: "a response's body", errno: fault)
            }
            // What ended a move that brought something is found out by the next.
            if move.count > 0 { return Int(move.count) }
            switch move.end {
            case .end:
                _ = try ended(.end(isClean: true))
                throw shutError(.discarded)
            case .socketFailed(let fault):
                throw brokenOff(.system(fault, during: "reading the response of \(key.name)", mayHaveBeenSent: true))
            case .broken(let error): throw brokenOff(error)
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
    private func move(to file: Int32, upTo limit: Int64) async -> FileMove {
        endRush()
        socket.setListening(false)
        defer { socket.setListening(true) }
        let (socket, pipe) = (socket, pipe)
        return await withTaskCancellationHandler {
            if let pipe { return await PosixFiles.onThread { pipe.move(from: socket, to: file, upTo: limit) } }
            return await withTaskExecutorPreference(PosixFiles.executor) {
                await self.decryptedElsewhere(to: file, upTo: limit)
            }
        } onCancel: {
            socket.shut(.cancelled)
        }
    }

    /// Leaves the thread that the task is on for one that its executor has.
    @concurrent private nonisolated func decryptedElsewhere(to file: Int32, upTo limit: Int64) async -> FileMove {
        await decrypted(to: file, upTo: limit)
    }

    /// Reads and writes in turn by one piece of memory, so that what was decrypted is still at hand.
    private func decrypted(to file: Int32, upTo limit: Int64) -> FileMove {
        withUnsafeTemporaryAllocation(byteCount: Self.largestChunk, alignment: 64) { place in
            FileMove.stepwise(upTo: limit) { left in
                decrypted(to: file, by: UnsafeMutableRawBufferPointer(rebasing: place.prefix(Int(clamping: left))))
            } wait: { left in
                // As much as a record may have come of it already.
                let rest = Int(min(left, Int64(FileMove.worthWhile))) - Self.largestRecord
                return socket.awaitBytes(max(rest, 1), milliseconds: FileMove.patience)
            }
        }
    }

    private func decrypted(to file: Int32, by place: UnsafeMutableRawBufferPointer) -> FileMove.Step {
        do throws(TransportError) {
            switch try stream.read(into: place) {
            case .bytes(let count):
                let fault = PosixFiles.write(UnsafeRawBufferPointer(rebasing: place[..<count]), to: file)
                return fault.map { .ended(.fileFailed(errno: $0)) } ?? .moved(count)
            case .wouldBlock: return .ended(.wouldBlock)
            case .end: return .ended(.end)
            }
        } catch {
            return .ended(.broken(error))
        }
    }

    private static let largestRecord = 18 << 10
}

/// What was moved of a body, and whether that was the last of it.
struct Feed: Sendable {
    let count: Int
    let isLast: Bool
    /// Whether the connection may carry another exchange after the last part.
    let isReusable: Bool
}
