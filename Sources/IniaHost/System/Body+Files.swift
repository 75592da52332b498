internal import Glibc
public import IniaPrimitives

extension Body {
    /// A body of a part of an open regular file, from an offset, for a number of bytes or to its end.
    ///
    /// The body keeps the file open by a descriptor of its own, and where the caller's stands in the file plays no part
    /// and is not changed. It can be read again, as a retry needs.
    ///
    /// - Throws: ``HostError`` where the descriptor is no regular file's.
    public static func file(
        descriptor: Int32, offset: Int64 = 0, count: Int64? = nil
    ) throws(HostError) -> Body {
        let file = OpenFile(try Descriptor(duplicating: descriptor, during: "reading"))
        let size = Int64(try file.descriptor.regularSize())
        guard offset >= 0, offset <= size, (count ?? 0) >= 0 else {
            throw HostError(during: "reading", subject: "descriptor \(descriptor)", errno: EINVAL)
        }
        let length = Swift.min(count ?? .max, size - offset)
        return Body(.replayable(count: length) { FileSource(file, offset: offset, count: length) })
    }

    /// Reads the rest of the body into a file.
    ///
    /// The bytes go to a new file beside it, which takes its place, at once, when the body has ended; where reading or
    /// writing fails or the task is cancelled, nothing is left of it. A symbolic link is replaced, never followed, and
    /// what is there but no regular file is refused. At most two MiB are held in memory, and writing is done on threads
    /// of its own.
    ///
    /// - Returns: the number of bytes.
    /// - Throws: ``HostError``, or what reading the body throws.
    @discardableResult
    public func write(to path: String) async throws -> Int64 {
        let file = try await PosixFiles.threads.run { Result { try NewFile(for: path) } }.get()
        do {
            let source = try await open(files: PosixFiles())
            let count = try await file.write(source)
            try await PosixFiles.threads.run { Result { try file.finish() } }.get()
            return count
        } catch {
            await PosixFiles.threads.run { file.discard() }
            throw error
        }
    }
}
