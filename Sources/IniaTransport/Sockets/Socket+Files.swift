internal import CLinux
internal import Glibc
internal import IniaPrimitives

extension Socket {
    /// How far sending a part of a file came.
    struct FileMove: Sendable {
        /// Why it ended.
        enum End: Sendable {
            /// All of the part has been taken.
            case limit
            /// The socket takes no more for the moment.
            case wouldBlock
            /// The file has fewer bytes than the part.
            case cutShort
            case socketFailed(errno: Int32)
            case fileFailed(errno: Int32)
        }

        var count: Int64 = 0
        var end = End.limit
    }

    /// How long a move waits for room, in milliseconds, before it gives its thread to others.
    private static let patience: Int32 = 10

    /// Has the system send a part of a file from so many bytes after its beginning, on a thread that may block.
    func move(_ part: FilePart, from start: Int64) -> FileMove {
        var move = FileMove()
        while start + move.count < part.count {
            let offset = part.offset + start + move.count
            let left = Int(clamping: part.count - start - move.count)
            var count = sendFile(part.descriptor, offset: offset, count: left)
            // There are file systems that cannot.
            if count == -Int(EINVAL) { count = copy(part.descriptor, offset: offset, count: left) }
            if count > 0 {
                move.count += Int64(count)
                continue
            }
            guard count == -Int(EAGAIN) else {
                move.end = count == 0 ? .cutShort : Self.failure(Int32(-count))
                return move
            }
            guard awaitRoom(milliseconds: Self.patience) else {
                move.end = .wouldBlock
                return move
            }
        }
        return move
    }

    /// Reads and sends; gives the number of bytes or a negative error number.
    private func copy(_ file: Int32, offset: Int64, count: Int) -> Int {
        withUnsafeTemporaryAllocation(byteCount: min(count, 64 << 10), alignment: 16) { place in
            let got = pread(file, place.baseAddress, place.count, off_t(offset))
            guard got > 0 else { return got < 0 ? -Int(errno) : 0 }
            switch write(UnsafeRawBufferPointer(rebasing: place[..<got])) {
            case .bytes(let count): return count
            case .wouldBlock, .end: return -Int(EAGAIN)
            case .failed(let fault): return -Int(fault)
            }
        }
    }

    /// Whose fault an error is: of the two that are joined, reading a file has few ways to fail.
    private static func failure(_ fault: Int32) -> FileMove.End {
        switch fault {
        case EIO, EBADF, EISDIR, EOVERFLOW, EINVAL, ESTALE, ENOMEM: .fileFailed(errno: fault)
        default: .socketFailed(errno: fault)
        }
    }
}
