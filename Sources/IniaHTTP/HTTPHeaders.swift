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
    public subscript(name: String) -> String? {
        fields.first { $0.name.equalsIgnoringCase(name) }?.value
    }

    /// All values of a name, in wire order.
    public func values(of name: String) -> [String] {
        fields.filter { $0.name.equalsIgnoringCase(name) }.map(\.value)
    }

    /// The values of a name joined by `", "`, as RFC 9110 section 5.3 allows, or nil if there are none.
    public func joined(_ name: String) -> String? {
        guard let first = fields.firstIndex(where: { $0.name.equalsIgnoringCase(name) }) else { return nil }
        var joined = fields[first].value
        for field in fields[(first + 1)...] where field.name.equalsIgnoringCase(name) {
            joined += ", "
            joined += field.value
        }
        return joined
    }

    /// Whether there is a field of that name.
    public func contains(_ name: String) -> Bool {
        fields.contains { $0.name.equalsIgnoringCase(name) }
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
        guard let index = fields.firstIndex(where: { $0.name.equalsIgnoringCase(name) }) else {
            append(field)
            return
        }
        fields[index] = field
        var later = index + 1
        while later < fields.count {
            if fields[later].name.equalsIgnoringCase(name) { fields.remove(at: later) } else { later += 1 }
        }
    }

    /// Removes every field of a name.
    public mutating func remove(_ name: String) {
        fields.removeAll { $0.name.equalsIgnoringCase(name) }
    }
}

extension HTTPHeaders.Field {
    /// Creates a field whose name is a token and whose value holds no CR, LF or NUL (RFC 9110 section 5.5).
    public init(validating name: String, _ value: String) throws(InvalidHeader) {
        guard !name.isEmpty, name.withBytes({ $0.allSatisfy(\.isTokenCharacter) }) else {
            throw InvalidHeader(name: name, fault: .name)
        }
        guard !value.withBytes({ $0.contains { $0 == 0 || $0 == 10 || $0 == 13 } }) else {
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
    public func equalsIgnoringCase(_ other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        return withBytes { mine in
            other.withBytes { theirs in
                for index in mine.indices where mine[index] != theirs[index] {
                    guard mine[index].asciiLowercased == theirs[index].asciiLowercased else { return false }
                }
                return true
            }
        }
    }

    /// Whether the text begins with another but for the case of ASCII letters.
    public func hasPrefixIgnoringCase(_ prefix: String) -> Bool {
        guard utf8.count >= prefix.utf8.count else { return false }
        return withBytes { mine in
            prefix.withBytes { theirs in
                theirs.indices.allSatisfy { theirs[$0].asciiLowercased == mine[$0].asciiLowercased }
            }
        }
    }

    /// Lends the text's UTF-8; a loop over it takes a fraction of one over the text's own view.
    fileprivate func withBytes(_ body: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
        if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
        var copy = self
        return copy.withUTF8(body)
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
