internal import Glibc
package import IniaPrimitives

extension FilePart {
    private static let room = 256 << 10

    /// Lends all bytes of the part, one piece after another in the same place, on a thread that may block.
    ///
    /// - Throws: ``HostError``, also where the file ends before the part does.
    package func read(_ take: (UnsafeRawBufferPointer) -> Void) throws(HostError) {
        let place = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.room, alignment: 64)
        defer { place.deallocate() }
        var done: Int64 = 0
        while done < count {
            let length = Int(min(count - done, Int64(Self.room)))
            let got = pread(descriptor, place.baseAddress, length, off_t(offset + done))
            if got > 0 {
                take(UnsafeRawBufferPointer(rebasing: place[..<got]))
                done += Int64(got)
                continue
            }
            if got < 0, errno == EINTR { continue }
            let fault = got < 0 ? errno : 0
            let subject = "a request's body"
            throw fault == 0
                ? HostError(during: "reading", subject: subject, reason: "the file was cut short")
                : HostError(during: "reading", subject: subject, errno: fault)
        }
    }
}
