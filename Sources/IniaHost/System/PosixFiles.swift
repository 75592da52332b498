internal import Glibc
public import IniaPrimitives

/// The machine's files.
///
/// The bodies of requests are read on a few threads of their own, at most four or as many as there are processors; all
/// else is small and is read where it is asked for.
public struct PosixFiles: Files {
    /// Creates access to the files of the machine.
    public init() {}

    static let threads = BlockingThreads(limit: max(4, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    private static let fileThreads = FileThreads(threads)

    /// What runs tasks on the threads on which files are read and written, so that they may block there: for work that
    /// would else go from thread to thread with each piece of a file.
    package static var executor: any TaskExecutor { fileThreads }

    /// Whether the calling task runs on those threads.
    static var isOnThread: Bool {
        withUnsafeCurrentTask { $0?.unownedTaskExecutor == fileThreads.asUnownedTaskExecutor() }
    }

    /// Does blocking work on one of the threads on which files are read and written.
    package static func onThread<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await threads.run(work)
    }

    /// Writes all bytes to where an open file stands; gives the error number that it failed with.
    package static func write(_ bytes: UnsafeRawBufferPointer, to file: Int32) -> Int32? {
        var written = 0
        while written < bytes.count {
            let count = Glibc.write(file, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            if count > 0 { written += count } else if errno != EINTR { return errno }
        }
        return nil
    }

    /// The whole content of a file, or nil where there is none.
    public func read(_ path: String) throws(HostError) -> Bytes? {
        guard let file = try Descriptor(opening: path, flags: O_RDONLY, during: "reading") else { return nil }
        return Bytes(try file.readAll())
    }

    /// The size of a regular file in bytes, or nil where there is none.
    public func size(_ path: String) throws(HostError) -> Int64? {
        try HostError.check(path, during: "looking at")
        var status = stat()
        guard stat(path, &status) == 0 else {
            if isMissing(errno) { return nil }
            throw HostError(during: "looking at", subject: path, errno: errno)
        }
        guard status.isRegular else { throw HostError.notRegular(path, during: "looking at") }
        return Int64(status.st_size)
    }

    /// The names in a folder, sorted by their bytes; none where there is no such folder.
    public func list(_ path: String) throws(HostError) -> [String] {
        try HostError.check(path, during: "listing")
        guard let folder = opendir(path) else {
            if isMissing(errno) { return [] }
            throw HostError(during: "listing", subject: path, errno: errno)
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sortedByBytes()
    }

    /// Writes a new file (0600) and renames it into the place of the old; missing folders are made (0700).
    public func replace(_ path: String, with content: Bytes) throws(HostError) {
        try HostError.check(path, during: "writing")
        let folder = folder(of: path)
        try makeFolder(folder)
        // A name of its own beside the file, so that the renaming is atomic and nobody else's file is opened.
        let temporary = "\(folder)/.inia-\(SystemEntropy().uuid())"
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
        guard let file = try Descriptor(opening: temporary, flags: flags, during: "writing") else {
            throw HostError(during: "writing", subject: path, errno: ENOENT)
        }
        do throws(HostError) {
            try file.writeAll(content)
            guard rename(temporary, path) == 0 else { throw HostError(during: "writing", subject: path, errno: errno) }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    private func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private func makeFolder(_ path: String) throws(HostError) {
        guard mkdir(path, 0o700) != 0 else { return }
        switch errno {
        case EEXIST: return
        case ENOENT where folder(of: path) != path:
            try makeFolder(folder(of: path))
            guard mkdir(path, 0o700) == 0 || errno == EEXIST else { fallthrough }
        default: throw HostError(during: "making the folder", subject: path, errno: errno)
        }
    }

    /// Maps a regular file into memory, or gives nil where there is none. A file that is cut short while it is mapped
    /// ends the program, so only files that nobody writes in place are to be mapped.
    public func map(_ path: String) throws(HostError) -> MappedFile? {
        guard let file = try Descriptor(opening: path, flags: O_RDONLY, during: "mapping") else { return nil }
        let count = try file.regularSize()
        guard count > 0 else { return MappedFile(Bytes()) }
        guard let memory = mmap(nil, count, PROT_READ, MAP_PRIVATE, file.number, 0), memory != MAP_FAILED else {
            // A process has only so many mappings, and not every file system can be mapped.
            return MappedFile(Bytes(try file.readAll()))
        }
        return MappedFile(mapping: UnsafeRawBufferPointer(start: memory, count: count))
    }

    /// Opens a part of a regular file; anything else, such as a pipe or a device, is refused.
    public func openForReading(_ path: String, offset: Int64, count: Int64?) async throws -> any ByteSource {
        let opened = await Self.threads.run { Result { try FileSource(path, offset: offset, count: count) } }
        return try opened.get()
    }
}
