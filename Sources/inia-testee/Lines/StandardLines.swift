import Glibc
import IniaPrimitives

/// The lines of standard input.
struct StandardLines {
    private var buffer: [UInt8] = []
    /// Where the next line starts in the buffer.
    private var start = 0
    /// Up to where no line feed was found.
    private var searched = 0
    private var isAtEnd = false

    /// Whether the next line can be had without waiting.
    var hasLine: Bool { buffer[searched...].contains(UInt8(ascii: "\n")) }

    /// The next line that is not blank, without its line feed, or nil at the end of the input.
    mutating func next() -> Bytes? {
        while true {
            if let end = lineEnd() {
                let line = Bytes(Array(buffer[start..<end]))
                start = end + 1
                searched = start
                if !line.allSatisfy({ $0 <= 0x20 }) { return line }
            } else if isAtEnd {
                guard start < buffer.count else { return nil }
                buffer.append(UInt8(ascii: "\n"))
            } else {
                read()
            }
        }
    }

    private mutating func lineEnd() -> Int? {
        guard let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
            searched = buffer.count
            return nil
        }
        return end
    }

    private mutating func read() {
        buffer.removeFirst(start)
        searched -= start
        start = 0
        let size = 1 << 16
        let more = [UInt8](unsafeUninitializedCapacity: size) { memory, count in
            var result = Glibc.read(0, memory.baseAddress, size)
            while result < 0, errno == EINTR { result = Glibc.read(0, memory.baseAddress, size) }
            count = max(result, 0)
        }
        isAtEnd = more.isEmpty
        buffer += more
    }
}
