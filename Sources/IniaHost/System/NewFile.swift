internal import Glibc
internal import IniaPrimitives

/// A file that is written beside the place that it takes in the end.
final class NewFile: Sendable {
    private let path: String
    private let temporary: String
    private let file: Descriptor

    /// Makes the file.
    ///
    /// - Throws: ``HostError`` where it cannot be made, or where its place is taken by what is no regular file.
    init(for path: String) throws(HostError) {
        try HostError.check(path, during: "writing")
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

    /// Writes all that a source gives, and gives the number of bytes. While a batch is written the next is gathered.
    func write(_ source: some ByteSource) async throws -> Int64 {
        do {
            var total: Int64 = 0
            if let feeder = source as? any FileFeeder {
                // What came along with the head has been read already.
                guard let first = try await source.next() else { return 0 }
                try await write([first])
                total = Int64(first.count)
                while let count = try await feeder.feed(file.number) { total += Int64(count) }
            }
            var batch = try await Batch(of: source)
            while !batch.chunks.isEmpty {
                let full = batch
                async let written: Void = write(full.chunks)
                batch = try await full.isLast ? Batch() : Batch(of: source)
                try await written
                total += Int64(full.count)
            }
            return total
        } catch {
            source.abandon()
            throw error
        }
    }

    /// What is written at once: a switch to another thread is small beside it.
    private struct Batch: Sendable {
        var chunks: [Bytes] = []
        var count = 0
        var isLast = true

        private static let size = 1 << 20

        init() {}

        init(of source: some ByteSource) async throws {
            while count < Self.size {
                guard let chunk = try await source.next() else { return }
                chunks.append(chunk)
                count += chunk.count
            }
            isLast = false
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
