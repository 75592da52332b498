import Glibc
import IniaHost
import IniaPrimitives

/// A file that is written only where it changes, so that what was built of it stays built.
struct OutputFile {
    private let path: String

    init(_ path: String) { self.path = path }

    /// Makes the file hold a text.
    func write(_ text: String) throws(HostError) {
        let bytes = Bytes(utf8: text)
        if try PosixFiles().read(path) == bytes { return }
        try makeFolder(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        // Whoever reads the file finds the old or the new text, never a part.
        let fresh = path + ".new"
        let descriptor = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure() }
        let isWritten = bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
        guard isWritten, close(descriptor) == 0, rename(fresh, path) == 0 else { throw failure() }
    }

    /// Removes the file, if it is there.
    func remove() throws(HostError) { guard unlink(path) == 0 || errno == ENOENT else { throw failure("removing") } }

    private func makeFolder(_ folder: Substring) throws(HostError) {
        guard !folder.isEmpty, access(String(folder), F_OK) != 0 else { return }
        try makeFolder(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
        guard mkdir(String(folder), 0o777) == 0 || errno == EEXIST else { throw failure() }
    }

    private func failure(_ during: String = "writing") -> HostError {
        HostError(during: during, subject: path, reason: String(cString: strerror(errno)))
    }
}
