internal import Glibc
internal import IniaPrimitives

/// An open file, closed with its last owner.
struct Descriptor: ~Copyable {
    let number: Int32
    private let path: String
    private let during: String

    /// Opens a file, or gives nil where there is none.
    ///
    /// - Parameter mode: who may do what with a file that is made; its owner alone where it is left out (0600).
    init?(opening path: String, flags: Int32, during: String, mode: mode_t = 0o600) throws(HostError) {
        try HostError.check(path, during: during)
        var number: Int32
        repeat { number = open(path, flags | O_CLOEXEC, mode) } while number < 0 && errno == EINTR
        guard number >= 0 else {
            if isMissing(errno) { return nil }
            throw HostError(during: during, subject: path, errno: errno)
        }
        self.number = number
        self.path = path
        self.during = during
    }

    /// Opens the file of another descriptor once more; both stand at the same place in it.
    init(duplicating other: Int32, during: String) throws(HostError) {
        let path = "descriptor \(other)"
        let number = fcntl(other, F_DUPFD_CLOEXEC, 3)
        guard number >= 0 else { throw HostError(during: during, subject: path, errno: errno) }
        self.number = number
        self.path = path
        self.during = during
    }

    deinit { close(number) }

    /// The number of bytes of a regular file; another kind is an error.
    borrowing func regularSize() throws(HostError) -> Int {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw failure(errno) }
        guard status.isRegular else { throw HostError.notRegular(path, during: during) }
        return Int(status.st_size)
    }

    /// Reads from where the file stands to its end; its size is only a hint, as that of `/proc`'s files is 0.
    borrowing func readAll() throws(HostError) -> [UInt8] {
        var status = stat()
        let hint = fstat(number, &status) == 0 && status.isRegular ? Int(status.st_size) : 0
        var content: [UInt8] = []
        var room = hint + 1
        while true {
            let chunk = try readChunk(room, at: nil)
            if chunk.isEmpty { return content }
            if content.isEmpty { content = chunk } else { content += chunk }
            room = 64 * 1024
        }
    }

    /// Reads some bytes from an offset, or from where the file stands; none at its end.
    borrowing func readChunk(_ room: Int, at offset: Int64?) throws(HostError) -> [UInt8] {
        var fault: Int32 = 0
        let chunk = [UInt8](unsafeUninitializedCapacity: room) { memory, filled in
            var got = 0
            repeat {
                got =
                    offset.map { pread(number, memory.baseAddress, room, off_t($0)) }
                    ?? Glibc.read(number, memory.baseAddress, room)
                fault = got < 0 ? errno : 0
            } while fault == EINTR
            filled = max(got, 0)
        }
        guard fault == 0 else { throw failure(fault) }
        return chunk
    }

    /// Writes all of it, to the disk itself.
    borrowing func writeAll(_ content: Bytes) throws(HostError) {
        try write(content)
        guard fsync(number) == 0 else { throw failure(errno) }
    }

    /// Writes all of it from where the file stands on.
    borrowing func write(_ content: Bytes) throws(HostError) {
        try content.withUnsafeBytes { bytes throws(HostError) in
            if let fault = PosixFiles.write(bytes, to: number) { throw failure(fault) }
        }
    }

    private borrowing func failure(_ fault: Int32) -> HostError {
        HostError(during: during, subject: path, errno: fault)
    }
}

extension stat {
    var isRegular: Bool { st_mode & mode_t(S_IFMT) == mode_t(S_IFREG) }
    var isLink: Bool { st_mode & mode_t(S_IFMT) == mode_t(S_IFLNK) }
}

extension HostError {
    package init(during: String, subject: String, errno: Int32) {
        self.init(during: during, subject: subject, reason: String(cString: strerror(errno)))
    }

    /// Refuses a path that C would end at its first NUL, and so take for another file's.
    static func check(_ path: String, during: String) throws(HostError) {
        guard !path.utf8.contains(0) else { throw HostError(during: during, subject: path, errno: EINVAL) }
    }

    static func notRegular(_ path: String, during: String) -> HostError {
        HostError(during: during, subject: path, reason: "not a regular file")
    }
}

/// Whether an error means that there is no such file.
func isMissing(_ fault: Int32) -> Bool { fault == ENOENT || fault == ENOTDIR }
