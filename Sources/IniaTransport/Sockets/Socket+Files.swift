internal import CLinux
internal import Glibc
internal import IniaPrimitives

extension Socket {
    /// Has the system send a part of a file from so many bytes after its beginning, on a thread that may block.
    func move(_ part: FilePart, from start: Int64) -> FileMove {
        FileMove.stepwise(upTo: part.count - start) { left in
            let offset = part.offset + part.count - left
            var count = sendFile(part.descriptor, offset: offset, count: Int(clamping: left))
            // There are file systems that cannot.
            if count == -Int(EINVAL) { count = copy(part.descriptor, offset: offset, count: Int(clamping: left)) }
            if count > 0 { return .moved(count) }
            if count == -Int(EAGAIN) { return .ended(.wouldBlock) }
            return .ended(count == 0 ? .end : Self.failure(Int32(-count)))
        } wait: { _ in
            awaitRoom(milliseconds: FileMove.patience)
        }
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
