import IniaPrimitives
import IniaShapes

/// Reads numbers as leniently as Python's `int()` and `float()` do: with white space around and a plus sign.
enum PythonNumber {
    static func integer(_ text: String) -> Int64? {
        Int64(text) ?? Int64(trimmed(text))
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
    static func malformed(_ expected: String, _ text: String) -> ProtocolError {
        ProtocolError(.malformedResponse, "\(expected) is expected in place of a text of \(text.utf8.count) bytes")
    }
}
