import IniaPrimitives
import IniaShapes

/// Reads numbers as leniently as Python's `int()` and `float()` do: with white space around and a plus sign.
enum PythonNumber {
    static func integer(_ text: String) -> Int64? {
        Int64(text) ?? Int64(trimmed(text))
    }

    /// A whole number of a text in UTF-8; one beyond 64 bits stays in its spelling.
    static func wholeNumber(_ utf8: UnsafeRawBufferPointer) -> Value? {
        // Up to 18 digits fit whatever they are.
        guard utf8.count <= 18, !utf8.isEmpty else { return wholeNumber(String(decoding: utf8, as: UTF8.self)) }
        var number: Int64 = 0
        for byte in utf8 {
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10 else { return wholeNumber(String(decoding: utf8, as: UTF8.self)) }
            number = number &* 10 &+ Int64(digit)
        }
        return .integer(number)
    }

    /// A whole number; one beyond 64 bits stays in its spelling.
    static func wholeNumber(_ text: String) -> Value? {
        if let number = integer(text) { return .integer(number) }
        let digits = trimmed(text)
        let unsigned = digits.hasPrefix("-") || digits.hasPrefix("+") ? digits.dropFirst() : digits
        guard !unsigned.isEmpty, unsigned.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return .document(.decimal(String(digits.hasPrefix("+") ? unsigned : digits)))
    }

    static func float(_ text: String) -> Double? {
        let trimmed = trimmed(text)
        switch trimmed.lowercased() {
        case "nan", "+nan", "-nan": return .nan
        case "inf", "+inf", "infinity", "+infinity": return .infinity
        case "-inf", "-infinity": return -.infinity
        default: break
        }
        guard !trimmed.utf8.contains(where: { $0 == UInt8(ascii: "x") || $0 == UInt8(ascii: "X") }) else { return nil }
        return Double(trimmed)
    }

    private static func trimmed(_ text: String) -> Substring {
        var rest = Substring(text)
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}

extension ProtocolError {
    /// A response has a text where something else is to be.
    static func malformed(_ expected: String, _ text: String) -> ProtocolError { malformed(expected, text.utf8) }

    static func malformed(_ expected: String, _ utf8: some Collection<UInt8>) -> ProtocolError {
        ProtocolError(.malformedResponse, "\(expected) is expected in place of a text of \(utf8.count) bytes")
    }
}
