/// Bytes that have arrived and are not used up yet.
struct ReceiveBuffer {
    private var storage: [UInt8] = []
    private var start = 0
    private var end = 0

    static let space = 16 << 10

    var isEmpty: Bool { start == end }

    var count: Int { end - start }

    /// Lends the bytes.
    func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let (start, end) = (start, end)
        return try storage.lend { (all) throws(Failure) -> Result in
            try body(UnsafeRawBufferPointer(rebasing: all[start..<end]))
        }
    }

    /// Drops the first bytes.
    mutating func drop(_ count: Int) {
        start = min(start + count, end)
        if start == end { (start, end) = (0, 0) }
    }

    /// Lends room for more bytes; what the closure gives is how many it put there.
    mutating func fill<Failure: Error>(
        _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) {
        makeRoom()
        let end = end
        let count = try storage.lendMutable { (all) throws(Failure) -> Int in
            try body(UnsafeMutableRawBufferPointer(rebasing: all[end...]))
        }
        self.end += count
    }

    private mutating func makeRoom() {
        if storage.isEmpty { storage = [UInt8](repeating: 0, count: Self.space) }
        guard storage.count - end < Self.space / 2 else { return }
        if start > 0 {
            let (from, length) = (start, count)
            storage.withUnsafeMutableBytes { all in
                let moved = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(all)[from..<(from + length)])
                UnsafeMutableRawBufferPointer(rebasing: all[..<length]).copyMemory(from: moved)
            }
            (start, end) = (0, length)
        }
        if storage.count - end < Self.space / 2 {
            storage.append(contentsOf: repeatElement(0, count: storage.count))
        }
    }

    /// Lets go of memory that a large head needed.
    mutating func shrink() {
        if isEmpty, storage.count > Self.space { storage = [] }
    }
}
