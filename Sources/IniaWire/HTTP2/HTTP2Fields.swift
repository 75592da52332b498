internal import IniaHTTP

/// The fields of a head as they arrive, one head of a connection after the other.
///
/// Peers say much the same with every response: a field that stands in the same place of the last head is taken from
/// there, and a head that is the same throughout is that head, so that nothing is made anew.
struct HTTP2Fields {
    /// Heads over so many bytes are not kept for comparison.
    private static let largestKept = 4096

    private var last = HTTPHeaders()
    private var fields = HTTPHeaders()
    private var isRepetition = true
    private var byteCount = 0
    /// The fields that have arrived of the head.
    private(set) var count = 0

    /// Begins a head; what had come of one that was broken off is gone.
    mutating func begin() {
        if !isRepetition { fields = HTTPHeaders() }
        (isRepetition, byteCount, count) = (true, 0, 0)
    }

    /// Takes in the next field.
    mutating func add(
        _ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>
    ) throws(InvalidHeader) {
        let place = count
        count += 1
        byteCount += name.count + value.count
        if place < last.fields.count {
            let known = last.fields[place]
            if known.name.isMade(of: name), known.value.isMade(of: value) {
                if !isRepetition { fields.add(known) }
                return
            }
        }
        if isRepetition { fields = repeated(place) }
        isRepetition = false
        try fields.add(String(decoding: name, as: UTF8.self), Self.text(value))
    }

    /// Ends the head.
    ///
    /// - Parameter isKept: whether the next head is likely to be like it.
    mutating func end(isKept: Bool) -> HTTPHeaders {
        let head = isRepetition ? repeated(count) : fields
        if isKept, !isRepetition, byteCount <= Self.largestKept { last = head }
        begin()
        return head
    }

    /// The first fields of the last head.
    private func repeated(_ count: Int) -> HTTPHeaders {
        if count == last.fields.count { return last }
        var head = HTTPHeaders()
        for field in last.fields.prefix(count) { head.add(field) }
        return head
    }

    /// A value as text: UTF-8 where it is that, else ISO 8859-1, as fields were defined once.
    private static func text(_ value: UnsafeBufferPointer<UInt8>) -> String {
        // Nearly all values are ASCII, and then no validation is needed, which costs more than the rest.
        if value.allSatisfy({ $0 < 0x80 }) { return String(decoding: value, as: UTF8.self) }
        return String(validating: value, as: UTF8.self)
            ?? String(String.UnicodeScalarView(value.lazy.map { Unicode.Scalar($0) }))
    }
}

extension String {
    /// Whether the text's UTF-8 is just these bytes.
    fileprivate func isMade(of bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard utf8.count == bytes.count else { return false }
        return utf8.withContiguousStorageIfAvailable { mine in
            let (mine, theirs) = (UnsafeRawBufferPointer(mine), UnsafeRawBufferPointer(bytes))
            var place = 0
            while place + 8 <= mine.count {
                let word = mine.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                guard word == theirs.loadUnaligned(fromByteOffset: place, as: UInt64.self) else { return false }
                place += 8
            }
            while place < mine.count {
                guard mine[place] == theirs[place] else { return false }
                place += 1
            }
            return true
        } ?? false
    }
}
