/// What the next CBOR item is, told from its first byte.
public enum CBORKind: Sendable, Hashable {
    case integer, bytes, text, array, map, tag, boolean, null, undefined, float
}

/// A whole number of CBOR's range, from -2^64 to 2^64 - 1.
public enum CBORInteger: Sendable, Hashable {
    case unsigned(UInt64)
    /// The number -1 - n.
    case negative(UInt64)

    /// The number, or nil where it does not fit 64 bits.
    public var int64: Int64? {
        switch self {
        case .unsigned(let n): Int64(exactly: n)
        case .negative(let n): Int64(exactly: n).map { -1 - $0 }
        }
    }
}
