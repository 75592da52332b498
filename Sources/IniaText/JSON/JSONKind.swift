/// What the next JSON value is, told from its first byte.
public enum JSONKind: Sendable, Hashable {
    case object, array, string, number, boolean, null
}

/// A JSON number.
public enum JSONNumber: Sendable, Hashable {
    /// A whole number without fraction or exponent that fits 64 bits.
    case integer(Int64)
    /// A number with a fraction or an exponent, to the precision of a double; infinite where it is beyond a double.
    case float(Double)
    /// A whole number that does not fit 64 bits, as it is spelled.
    case big(String)
}
