extension JSONReader {
    /// A number, not yet made a value: skipping needs none.
    struct ScannedNumber {
        fileprivate let text: UnsafeRawBufferPointer
        fileprivate let isWhole: Bool
        fileprivate let constant: Double?

        /// The number as a value.
        var value: JSONNumber {
            if let constant { return .float(constant) }
            if isWhole { return text.asWholeNumber ?? .big(String(decoding: text, as: UTF8.self)) }
            return .float(text.asDouble)
        }
    }

    /// Reads the number, or the word for a number, that is next.
    mutating func scanNumber() throws(FormatError) -> ScannedNumber {
        let start = cursor.offset
        if let constant = takeConstant() {
            return ScannedNumber(text: cursor.slice(start..<cursor.offset), isWhole: false, constant: constant)
        }
        _ = cursor.take(UInt8(ascii: "-"))
        if !cursor.take(UInt8(ascii: "0")) { try skipDigits() }
        var isWhole = true
        if cursor.take(UInt8(ascii: ".")) {
            isWhole = false
            try skipDigits()
        }
        if cursor.take(UInt8(ascii: "e")) || cursor.take(UInt8(ascii: "E")) {
            isWhole = false
            if !cursor.take(UInt8(ascii: "+")) { _ = cursor.take(UInt8(ascii: "-")) }
            try skipDigits()
        }
        return ScannedNumber(text: cursor.slice(start..<cursor.offset), isWhole: isWhole, constant: nil)
    }

    private mutating func takeConstant() -> Double? {
        switch cursor.peek() {
        case UInt8(ascii: "N"): cursor.take("NaN") ? .nan : nil
        case UInt8(ascii: "I"): cursor.take("Infinity") ? .infinity : nil
        case UInt8(ascii: "-"): cursor.take("-Infinity") ? -.infinity : nil
        default: nil
        }
    }

    private mutating func skipDigits() throws(FormatError) {
        let start = cursor.offset
        while let byte = cursor.peek(), byte.isDecimalDigit { cursor.offset += 1 }
        guard cursor.offset > start else { throw unexpected("a digit") }
    }
}

extension UnsafeRawBufferPointer {
    /// The number that the digits, with a minus or none, are, or nil where it does not fit 64 bits.
    fileprivate var asWholeNumber: JSONNumber? {
        let isNegative = first == UInt8(ascii: "-")
        var value: Int64 = 0
        for byte in dropFirst(isNegative ? 1 : 0) {
            let digit = Int64(byte & 0x0F)
            let (product, overflows) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflowsToo) =
                isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            guard !overflows, !overflowsToo else { return nil }
            value = sum
        }
        return .integer(value)
    }

    /// The double nearest to a number of JSON's grammar.
    fileprivate var asDouble: Double {
        if let value = shortDouble { return value }
        return Double(String(decoding: self, as: UTF8.self)) ?? .nan
    }

    /// The double of a number of few digits and a small exponent: both parts are then exact, so that one
    /// multiplication or division rounds as it should.
    private var shortDouble: Double? {
        guard count <= 20 else { return nil }
        var mantissa: UInt64 = 0
        var scale = 0
        var exponent = 0
        var exponentIsNegative = false
        var part = Part.whole
        for byte in self {
            switch byte {
            case UInt8(ascii: "."): part = .fraction
            case UInt8(ascii: "e"), UInt8(ascii: "E"): part = .exponent
            case UInt8(ascii: "-"): if part == .exponent { exponentIsNegative = true }
            case UInt8(ascii: "+"): break
            default:
                if part == .exponent {
                    exponent = Swift.min(exponent * 10 + Int(byte & 0x0F), 10_000)
                } else {
                    mantissa = mantissa &* 10 &+ UInt64(byte & 0x0F)
                    if part == .fraction { scale -= 1 }
                }
            }
        }
        scale += exponentIsNegative ? -exponent : exponent
        guard mantissa <= 1 << 53, abs(scale) < powersOfTen.count else { return nil }
        let magnitude =
            scale < 0 ? Double(mantissa) / powersOfTen[-scale] : Double(mantissa) * powersOfTen[scale]
        return first == UInt8(ascii: "-") ? -magnitude : magnitude
    }

    private enum Part { case whole, fraction, exponent }
}

/// The powers of ten that a double holds exactly.
private let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
]
