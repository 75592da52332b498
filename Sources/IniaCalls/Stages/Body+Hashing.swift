internal import IniaPrimitives

extension Body {
    /// Reads the body from its start to its end, piece by piece.
    func read(files: some FileOpener, _ take: (Bytes) -> Void) async throws {
        if case .bytes(let bytes) = content { return take(bytes) }
        let source = try await open(files: files)
        defer { source.abandon() }
        while let bytes = try await source.next() { take(bytes) }
    }
}
