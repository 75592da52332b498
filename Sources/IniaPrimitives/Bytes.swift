/// A shared, immutable run of bytes.
///
/// Copying and slicing cost no bytes: a slice refers to the storage of what it was cut from. A long-lived small
/// slice of a large buffer keeps the whole buffer alive; ``compacted()`` lets go of it.
public struct Bytes: Sendable {
    private let storage: [UInt8]
    private let lower: Int
    private let upper: Int

    /// Creates a run of no bytes.
    public init() {
        self.init([])
    }

    /// Creates a run that shares the array's storage.
    public init(_ array: [UInt8]) {
        storage = array
        lower = 0
        upper = array.count
    }

    /// Creates a run with the UTF-8 form of a text.
    public init(utf8 text: some StringProtocol) {
        self.init([UInt8](text.utf8))
    }

    /// Creates a run of copied memory.
    public init(copying memory: UnsafeRawBufferPointer) {
        self.init([UInt8](memory))
    }

    private init(storage: [UInt8], lower: Int, upper: Int) {
        self.storage = storage
        self.lower = lower
        self.upper = upper
    }

    /// The bytes at the given offsets, counted from the start of this run, clamped to it.
    public func slice(_ range: Range<Int>) -> Bytes {
        let from = Swift.min(Swift.max(range.lowerBound, 0), count)
        let to = Swift.min(Swift.max(range.upperBound, from), count)
        return Bytes(storage: storage, lower: lower + from, upper: lower + to)
    }

    /// The bytes from an offset to the end.
    public func dropFirst(_ length: Int) -> Bytes {
        slice(Swift.min(Swift.max(length, 0), count)..<count)
    }

    /// The same bytes in storage of just their size.
    public func compacted() -> Bytes {
        lower == 0 && upper == storage.count ? self : Bytes(array)
    }

    /// A copy as an array; no copy where this run is a whole array.
    public var array: [UInt8] {
        lower == 0 && upper == storage.count ? storage : [UInt8](storage[lower..<upper])
    }

    /// Lends the memory of the bytes for the length of a closure.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try storage.span.extracting(lower..<upper).bytes.withUnsafeBytes(body)
    }

    /// Lends a bounds-checked view of the bytes for the length of a closure.
    public func withRawSpan<Result, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(storage.span.extracting(lower..<upper).bytes)
    }

    /// The bytes as text, with what is not UTF-8 replaced by U+FFFD.
    public var text: String {
        withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }

    /// The bytes as text, or nil if they are not UTF-8.
    public var validText: String? {
        withUnsafeBytes { String(validating: $0, as: UTF8.self) }
    }
}

extension Bytes: RandomAccessCollection {
    /// Zero.
    public var startIndex: Int { 0 }
    /// The number of bytes.
    public var endIndex: Int { upper - lower }
    /// The number of bytes.
    public var count: Int { upper - lower }
    /// The byte at an offset from the start of the run, which must lie within it.
    public subscript(position: Int) -> UInt8 {
        precondition(position >= 0 && position < upper - lower, "index outside the bytes")
        return storage[lower + position]
    }

    /// Lends the memory of the bytes to algorithms of collections.
    public func withContiguousStorageIfAvailable<Result>(
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result? {
        try storage.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[lower..<upper])) }
    }
}

extension Bytes: Hashable {
    /// Whether two runs hold the same bytes.
    public static func == (left: Bytes, right: Bytes) -> Bool {
        left.storage[left.lower..<left.upper] == right.storage[right.lower..<right.upper]
    }

    /// Feeds the bytes into a hasher.
    public func hash(into hasher: inout Hasher) {
        withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}

extension Bytes: ExpressibleByArrayLiteral {
    /// A run of the given bytes.
    public init(arrayLiteral elements: UInt8...) {
        self.init(elements)
    }
}

extension Bytes: CustomDebugStringConvertible, CustomReflectable {
    /// The number of bytes; never their content, which may be a secret.
    public var debugDescription: String { "Bytes(\(count))" }

    /// The number of bytes alone, so that dumps show no content.
    public var customMirror: Mirror { Mirror(self, children: ["count": count]) }
}
