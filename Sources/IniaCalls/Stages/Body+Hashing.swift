internal import IniaDigests
internal import IniaHost
internal import IniaPrimitives

extension Body {
    /// What a thread reads of a file before another may have its turn.
    private static let part: Int64 = 8 << 20

    /// What becomes of a value that takes in all bytes of the body, from its start to its end.
    func digested<Result: Sendable>(
        into result: Result, files: some FileOpener,
        _ take: @escaping @Sendable (inout Result, UnsafeRawBufferPointer) -> Void
    ) async throws -> Result {
        var result = result
        if case .bytes(let bytes) = content {
            bytes.withUnsafeBytes { take(&result, $0) }
            return result
        }
        return try await Self.digested(into: result, try await open(files: files), take)
    }

    private static func digested<Result: Sendable>(
        into result: Result, _ source: any ByteSource,
        _ take: @escaping @Sendable (inout Result, UnsafeRawBufferPointer) -> Void
    ) async throws -> Result {
        defer { source.abandon() }
        var result = result
        if let parts = source as? any FileParts {
            while let part = try parts.nextPart(upTo: part) { result = try await part.digested(into: result, take) }
            return result
        }
        while let bytes = try await source.next() { bytes.withUnsafeBytes { take(&result, $0) } }
        return result
    }

    /// The body's checksum. That of a file is computed by two threads, where the algorithm can join what each found.
    func checksum(_ algorithm: ChecksumAlgorithm, files: some FileOpener) async throws -> Checksum {
        var whole = Checksum(algorithm)
        if case .bytes(let bytes) = content {
            whole.update(bytes)
            return whole
        }
        let source = try await open(files: files)
        guard algorithm.isJoinable, let parts = source as? any FileParts else {
            return try await Self.digested(into: whole, source) { $0.update($1) }
        }
        defer { parts.abandon() }
        while let first = try parts.nextPart(upTo: Self.part) {
            guard let second = try parts.nextPart(upTo: Self.part) else {
                return try await first.digested(into: whole) { $0.update($1) }
            }
            async let later = second.digested(into: Checksum(algorithm)) { $0.update($1) }
            whole = try await first.digested(into: whole) { $0.update($1) }
            whole.join(try await later, count: second.count)
        }
        return whole
    }
}

extension FilePart {
    /// What becomes of a value that takes in all bytes of the part, on a thread for that.
    fileprivate func digested<Result: Sendable>(
        into result: Result, _ take: @escaping @Sendable (inout Result, UnsafeRawBufferPointer) -> Void
    ) async throws -> Result {
        try Task.checkCancellation()
        return try await PosixFiles.onThread {
            Swift.Result { () throws(HostError) in
                var digest = result
                try read { take(&digest, $0) }
                return digest
            }
        }.get()
    }
}
