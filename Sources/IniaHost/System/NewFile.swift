internal import Glibc
internal import IniaPrimitives

/// A file that is written beside the place that it takes in the end.
final class NewFile: Sendable {
    private let path: String
    private let temporary: String
    private let file: Descriptor

    /// How much is gathered before it is written: a switch to another thread is small beside it.
    private static let batch = 1 << 20

    /// Makes the file.
    ///
    /// - Throws: ``HostError`` where it cannot be made, or where its place is taken by what is no regular file.
    init(for path: String) throws(HostError) {
        var status = stat()
        if lstat(path, &status) == 0, !status.isRegular, !status.isLink {
            throw HostError.notRegular(path, during: "writing")
        }
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.map { path[...$0] } ?? ""
        // A name of its own, so that nobody else's file is opened.
        temporary = "\(folder).inia-\(SystemEntropy().uuid())"
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
        guard let file = try Descriptor(opening: temporary, flags: flags, during: "writing", mode: 0o666) else {
            throw HostError(during: "writing", subject: path, errno: ENOENT)
        }
        self.path = path
        self.file = file
    }

    /// Writes all that a source gives, and gives the number of bytes.
    func write(_ source: some ByteSource) async throws -> Int64 {
        do {
            var total: Int64 = 0
            var chunks: [Bytes] = []
            var gathered = 0
            while let chunk = try await source.next() {
                chunks.append(chunk)
                gathered += chunk.count
                total += Int64(chunk.count)
                guard gathered >= Self.batch else { continue }
                try await write(chunks)
                (chunks, gathered) = ([], 0)
            }
            try await write(chunks)
            return total
        } catch {
            source.abandon()
            throw error
        }
    }

    private func write(_ chunks: [Bytes]) async throws(HostError) {
        try await PosixFiles.threads.run {
            Result { () throws(HostError) in for chunk in chunks { try self.file.write(chunk) } }
        }.get()
    }

    /// Puts the file into its place.
    func finish() throws(HostError) {
        guard rename(temporary, path) == 0 else { throw HostError(during: "writing", subject: path, errno: errno) }
    }

    /// Takes the file away again.
    func discard() { unlink(temporary) }
}
