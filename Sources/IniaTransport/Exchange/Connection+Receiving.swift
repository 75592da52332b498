internal import IniaHTTP
internal import IniaPrimitives
internal import IniaWire

extension Connection: ChunkSource {
    /// Reads the body on; the bytes are empty only at its end.
    ///
    /// - Throws: ``TransportError``, or `CancellationError` where the task was cancelled; the connection is then of
    ///   no use.
    func nextChunk() async throws -> Chunk {
        socket.readiness.setAbandonment(.never)
        do {
            // Where there is always more to read nobody waits, and only who waits hears of a cancellation.
            if Task.isCancelled { socket.shut(.cancelled) }
            try Task.checkCancellation()
            let bytes = try await nextBytes()
            let isLast = parser.isDone
            if isLast {
                settle()
            } else {
                socket.readiness.setAbandonment(Moment.now.advanced(by: terms.abandonTimeout))
            }
            return Chunk(bytes: bytes, isLast: isLast, isReusable: isReusable, trailers: trailers)
        } catch {
            socket.shut(.discarded)
            if socket.readiness.reason == .cancelled { throw CancellationError() }
            throw error
        }
    }

    nonisolated func discard() { socket.shut(.discarded) }

    private func nextBytes() async throws -> Bytes {
        if !begun.isEmpty {
            defer { begun = [] }
            return Bytes(begun)
        }
        while true {
            if !buffer.isEmpty || parser.plainBodyBytes == 0 {
                let body = try availableBody(upTo: Self.largestChunk)
                if !body.isEmpty || parser.isDone { return Bytes(body) }
            }
            if mayHaveMore {
                if let bytes = try received() { return bytes }
                if mayHaveMore || !buffer.isEmpty { continue }
            }
            endRush()
            let limit = Moment.now.advanced(by: terms.readTimeout)
            switch await socket.wait(for: .read, until: limit) {
            case .ready: mayHaveMore = true
            case .timedOut:
                throw TransportError(.readTimeout, during: "reading the response of \(key.name)")
            case .shut(let reason): throw shutError(reason)
            }
        }
    }

    /// Reads what is there: straight into a chunk where it is nothing but body, else into the buffer.
    ///
    /// - Returns: a chunk, or nil where there is none yet.
    private func received() throws(TransportError) -> Bytes? {
        guard let plain = parser.plainBodyBytes, buffer.isEmpty else {
            return try receiveFramed()
        }
        let capacity = Int(min(plain, Int64(chunkSize)))
        var ending: ByteStream.Reading?
        var failure: TransportError?
        let chunk = [UInt8](unsafeUninitializedCapacity: capacity) { place, count in
            let place = UnsafeMutableRawBufferPointer(place)
            while count < capacity {
                do throws(TransportError) {
                    let reading = try stream.read(
                        into: UnsafeMutableRawBufferPointer(rebasing: place[count..<capacity]))
                    guard case .bytes(let length) = reading else {
                        ending = reading
                        break
                    }
                    count += length
                    if stream.isDrained { break }
                } catch {
                    failure = error
                    break
                }
            }
        }
        mayHaveMore = !stream.isDrained
        adapt(to: chunk.count, of: capacity)
        if !chunk.isEmpty {
            // What the end or the failure means is found out by the next read.
            _ = parser.skipBody(chunk.count)
            return Bytes(chunk.count < capacity / 4 ? Array(chunk[...]) : chunk)
        }
        if let failure { throw brokenOff(failure) }
        return try ended(ending)
    }

    private func receiveFramed() throws(TransportError) -> Bytes? {
        var reading = ByteStream.Reading.wouldBlock
        do throws(TransportError) {
            try buffer.fill { (place) throws(TransportError) -> Int in
                reading = try stream.read(into: place)
                if case .bytes(let count) = reading { return count }
                return 0
            }
        } catch {
            throw brokenOff(error)
        }
        mayHaveMore = !stream.isDrained
        guard case .end = reading else { return nil }
        return try ended(reading)
    }

    /// The peer has closed: that is the end of a body that has no other.
    func ended(_ reading: ByteStream.Reading?) throws(TransportError) -> Bytes? {
        guard case .end(let isClean)? = reading else { return nil }
        isReusable = false
        do throws(WireError) {
            if !isClean, parser.plainBodyBytes == .max {
                throw WireError(.incompleteBody, "the peer closed without TLS's farewell")
            }
            _ = try buffer.withBytes { (bytes) throws(WireError) in try parser.close(bytes) }
        } catch {
            throw .wire(error, during: "reading the response of \(key.name)")
        }
        return Bytes()
    }

    /// A reset in the midst of a body leaves it incomplete.
    func brokenOff(_ error: TransportError) -> TransportError {
        guard error.code == .connectionClosed else { return error }
        return TransportError(
            .incompleteBody, during: "reading the response of \(key.name)", reason: error.reason, cause: error)
    }

    /// Chunks grow while the peer fills them and shrink when it does not.
    private func adapt(to count: Int, of capacity: Int) {
        let isFull = count == Self.largestChunk
        if count == chunkSize { chunkSize = min(chunkSize * 4, Self.largestChunk) }
        if count < chunkSize / 4, capacity == chunkSize { chunkSize = max(chunkSize / 2, Self.smallestChunk) }
        guard case .none = upload, isFull else { return }
        fullChunks += 1
        if fullChunks == Self.rush { socket.setListening(false) }
    }

    /// How many full chunks it takes until the loop is not told of what arrives.
    private static let rush = 2

    /// Has the loop told of what arrives again, as everyone who waits needs it.
    func endRush() {
        if fullChunks >= Self.rush { socket.setListening(true) }
        fullChunks = 0
    }
}
