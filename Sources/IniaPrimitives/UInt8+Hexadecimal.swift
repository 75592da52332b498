extension UInt8 {
    /// The lower-case hexadecimal digit of a number below 16, in ASCII.
    @inlinable package var lowerHexadecimalDigit: UInt8 {
        self < 10 ? UInt8(ascii: "0") + self : UInt8(ascii: "a") - 10 + self
    }
}
