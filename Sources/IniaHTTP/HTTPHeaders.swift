/// The header fields of a message, in wire order; names are compared without regard to case.
public struct HTTPHeaders: Sendable, Hashable {
    /// One field.
    public struct Field: Sendable, Hashable {
        /// The name, in the case in which it is sent.
        public let name: String
        /// The value.
        public let value: String
    }

    /// The fields in wire order.
    public private(set) var fields: [Field] = []

    /// Creates a list of no fields.
    public init() {}

    /// The first value of a name.
    public subscript(name: String) -> String? { place(of: name).map { fields[$0].value } }

    /// All values of a name, in wire order.
    public func values(of name: String) -> [String] {
        var values: [String] = []
        var start = 0
        while let place = place(of: name, from: start) {
            values.append(fields[place].value)
            start = place + 1
        }
        return values
    }

    /// The values of a name joined by `", "`, as RFC 9110 section 5.3 allows, or nil if there are none.
    public func joined(_ name: String) -> String? {
        guard var place = place(of: name) else { return nil }
        var joined = fields[place].value
        while let next = self.place(of: name, from: place + 1) {
            joined += ", "
            joined += fields[next].value
            place = next
        }
        return joined
    }

    /// Whether there is a field of that name.
    public func contains(_ name: String) -> Bool { place(of: name) != nil }

    /// The place of the first field of a name, from another place on.
    private func place(of name: String, from start: Int = 0) -> Int? {
        // Most names differ in length, which is known without a look at their bytes.
        let count = name.utf8.count
        for place in start..<fields.count
        where fields[place].name.utf8.count == count && fields[place].name.equalsIgnoringCase(name) {
            return place
        }
        return nil
    }

    /// Adds a field after all others.
    public mutating func add(_ name: String, _ value: String) throws(InvalidHeader) {
        append(try Field(validating: name, value))
    }

    /// Adds a field after all others.
    public mutating func add(_ field: Field) { append(field) }

    private mutating func append(_ field: Field) {
        // Messages have about a dozen fields; growing to that step by step takes four more allocations.
        if fields.isEmpty { fields.reserveCapacity(12) }
        fields.append(field)
    }

    /// Sets a field: in the place of the first of its name, or after all others; further ones are removed.
    public mutating func set(_ name: String, _ value: String) throws(InvalidHeader) {
        let field = try Field(validating: name, value)
        guard let place = place(of: name) else { return append(field) }
        fields[place] = field
        while let later = self.place(of: name, from: place + 1) { fields.remove(at: later) }
    }

    /// Removes every field of a name.
    public mutating func remove(_ name: String) {
        guard contains(name) else { return }
        fields.removeAll { $0.name.equalsIgnoringCase(name) }
    }
}

extension HTTPHeaders.Field {
    /// Creates a field whose name is a token and whose value holds no CR, LF or NUL (RFC 9110 section 5.5).
    public init(validating name: String, _ value: String) throws(InvalidHeader) {
        guard !name.isEmpty, name.withBytes({ $0.allSatisfy(\.isTokenCharacter) }) else {
            throw InvalidHeader(name: name, fault: .name)
        }
        guard !value.withBytes(\.holdLineEnd) else {
            throw InvalidHeader(name: name, fault: .value)
        }
        self.init(name: name, value: value)
    }
}

/// A header field that may not go on the wire. The value is not kept: it may be a secret.
public struct InvalidHeader: Error, Hashable, Sendable {
    /// Which part of the field is at fault.
    public enum Fault: Hashable, Sendable { case name, value }

    /// The name of the field.
    public let name: String
    /// The part that is at fault.
    public let fault: Fault
}

extension String {
    /// Whether two texts are equal but for the case of ASCII letters.
    @inline(never)
    public func equalsIgnoringCase(_ other: String) -> Bool {
        // Inlined into the loops that search for a name, it would make them long and no faster.
        guard utf8.count == other.utf8.count else { return false }
        return withBytes { mine in other.withBytes { mine.beginIgnoringCase(with: $0) } }
    }

    /// Whether the text begins with another but for the case of ASCII letters.
    public func hasPrefixIgnoringCase(_ prefix: String) -> Bool {
        guard utf8.count >= prefix.utf8.count else { return false }
        return withBytes { mine in prefix.withBytes { mine.beginIgnoringCase(with: $0) } }
    }

    /// Lends the text's UTF-8; a loop over it takes a fraction of one over the text's own view.
    func withBytes(_ body: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
        if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
        var copy = self
        return copy.withUTF8(body)
    }
}

// Words of eight bytes are looked at first: headers are compared and checked so often that it counts.
extension UnsafeBufferPointer<UInt8> {
    /// Whether the first bytes are others, of which there are no more, but for the case of ASCII letters.
    fileprivate func beginIgnoringCase(with other: UnsafeBufferPointer<UInt8>) -> Bool {
        var place = 0
        while place < other.count {
            if place + 8 <= other.count {
                let difference = word(at: place) ^ other.word(at: place)
                // The two cases of a letter differ in this bit alone.
                guard difference & ~0x2020_2020_2020_2020 == 0 else { return false }
                if difference == 0 {
                    place += 8
                    continue
                }
            }
            guard self[place].asciiLowercased == other[place].asciiLowercased else { return false }
            place += 1
        }
        return true
    }

    /// Whether there is a CR, LF or NUL among the bytes.
    fileprivate var holdLineEnd: Bool {
        var place = 0
        while place + 8 <= count {
            let word = word(at: place)
            // The top bit of a byte is set by the subtraction, and was not before, where the byte is less than 14.
            if (word &- 0x0E0E_0E0E_0E0E_0E0E) & ~word & 0x8080_8080_8080_8080 != 0 { break }
            place += 8
        }
        return self[place...].contains { $0 == 0 || $0 == 10 || $0 == 13 }
    }

    private func word(at place: Int) -> UInt64 {
        UnsafeRawBufferPointer(self).loadUnaligned(fromByteOffset: place, as: UInt64.self)
    }
}

extension UInt8 {
    var asciiLowercased: UInt8 { self >= 65 && self <= 90 ? self | 0x20 : self }

    /// Whether the byte may stand in a token (RFC 9110 section 5.6.2): a letter, a digit, or one of `!#$%&'*+-.^_`|~`.
    var isTokenCharacter: Bool {
        self < 64
            ? Self.lowTokenCharacters >> UInt64(self) & 1 == 1
            : self < 128 && Self.highTokenCharacters >> UInt64(self &- 64) & 1 == 1
    }

    /// A bit for each of the lower 64 bytes, and one for each of the next: every name of a header is held against them.
    private static let lowTokenCharacters: UInt64 = 0x03FF_6CFA_0000_0000
    private static let highTokenCharacters: UInt64 = 0x57FF_FFFF_C7FF_FFFE
}
