extension Double {
    /// The number as Python's `repr` spells it for JSON: the fewest digits that give the same number back, with an
    /// exponent below 1e-4 and from 1e16 on; `NaN`, `Infinity` or `-Infinity` where it is not finite.
    public var pythonText: String {
        if isNaN { return "NaN" }
        if isInfinite { return self < 0 ? "-Infinity" : "Infinity" }
        let (digits, point) = shortestDigits
        let sign = self.sign == .minus ? "-" : ""
        if point > 16 || point < -3 {
            let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
            let exponent = abs(point - 1)
            return
                "\(sign)\(digits.prefix(1))\(fraction)e\(point < 1 ? "-" : "+")\(exponent < 10 ? "0" : "")\(exponent)"
        }
        if point <= 0 { return "\(sign)0.\(String(repeating: "0", count: -point))\(digits)" }
        if point >= digits.count { return "\(sign)\(digits)\(String(repeating: "0", count: point - digits.count)).0" }
        return "\(sign)\(digits.prefix(point)).\(digits.dropFirst(point))"
    }

    /// The shortest digits of the magnitude, without zeros around them, and where the point stands after the first.
    ///
    /// Swift's own description has just these digits and only sets the point and the exponent in other ways.
    private var shortestDigits: (digits: String, point: Int) {
        var digits: [UInt8] = []
        var point: Int?
        var exponent = 0
        var units = magnitude.description.utf8[...]
        while let unit = units.popFirst() {
            if unit.isDecimalDigit {
                digits.append(unit)
            } else if unit == UInt8(ascii: ".") {
                point = digits.count
            } else {
                exponent = Int(Substring(units)) ?? 0
                break
            }
        }
        let leadingZeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
        let place = (point ?? digits.count) + exponent - leadingZeros
        digits.removeFirst(leadingZeros)
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return digits.isEmpty ? ("0", 1) : (String(decoding: digits, as: UTF8.self), place)
    }
}
