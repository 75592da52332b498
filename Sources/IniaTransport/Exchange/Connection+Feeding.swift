internal import IniaHTTP
internal import IniaHost
internal import IniaWire

extension Connection {
    /// What is moved before its reader is told: a thread that moves is one of few.
    private static let largestMove = 4 << 20
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
            let count = try await moved(to: file, upTo: Int(min(left, Int64(Self.largestMove))))
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

    private func moved(to file: Int32, upTo limit: Int) async throws -> Int {
        while true {
            let move = await move(to: file, upTo: limit)
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
    private func move(to file: Int32, upTo limit: Int) async -> SplicePipe.Move {
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
    @concurrent private nonisolated func decryptedElsewhere(to file: Int32, upTo limit: Int) async -> SplicePipe.Move {
        await decrypted(to: file, upTo: limit)
    }

    /// Reads and writes in turn by one piece of memory, so that what was decrypted is still at hand.
    private func decrypted(to file: Int32, upTo limit: Int) -> SplicePipe.Move {
        var move = SplicePipe.Move()
        let place = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.largestChunk, alignment: 64)
        defer { place.deallocate() }
        defer { socket.setLowWater(1) }
        var hasWaitedInVain = false
        while move.count < limit {
            let left = limit - move.count
            let reading: ByteStream.Reading
            do throws(TransportError) {
                reading = try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: place.prefix(left)))
            } catch {
                move.end = .broken(error)
                return move
            }
            switch reading {
            case .bytes(let count):
                hasWaitedInVain = false
                if let fault = PosixFiles.write(UnsafeRawBufferPointer(rebasing: place[..<count]), to: file) {
                    move.end = .fileFailed(errno: fault)
                    return move
                }
                move.count += count
            case .wouldBlock:
                if hasWaitedInVain {
                    move.end = .wouldBlock
                    return move
                }
                // As much as a record may have come of it already.
                socket.setLowWater(max(min(left, SplicePipe.worthWhile) - Self.largestRecord, 1))
                hasWaitedInVain = !socket.awaitBytes(milliseconds: SplicePipe.patience)
            case .end:
                move.end = .end
                return move
            }
        }
        return move
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
