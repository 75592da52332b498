/// The forms of literal addresses in URLs.
enum IPAddress {
    /// Whether a text is four numbers of one to three digits with dots between them, whatever their values.
    static func isVersion4(_ text: Substring.UTF8View) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in (1...3).contains(part.count) && part.allSatisfy(\.isDigit) }
    }

    /// Whether a text is an IPv6 address (RFC 4291 section 2.2), perhaps with a zone (RFC 6874), without brackets.
    static func isVersion6(_ text: Substring.UTF8View) -> Bool {
        let address = text.prefix { $0 != UInt8(ascii: "%") }
        if address.endIndex != text.endIndex, text[address.endIndex...].count < 2 { return false }
        var groups = 0
        var hasGap = false
        let colon = UInt8(ascii: ":")
        var rest = address
        if rest.starts(with: "::".utf8) { rest = rest.dropFirst() } else if rest.first == colon { return false }
        while !rest.isEmpty {
            if rest.first == colon {
                // The second colon of a pair: some groups of zeros are left out, once at most.
                guard !hasGap else { return false }
                hasGap = true
                rest = rest.dropFirst()
                continue
            }
            let group = rest.prefix { $0 != colon }
            rest = rest[group.endIndex...]
            if rest.isEmpty, group.contains(UInt8(ascii: ".")) {
                guard isVersion4(group) else { return false }
                groups += 2
                break
            }
            guard group.count <= 4, group.allSatisfy(\.isHexDigit) else { return false }
            groups += 1
            if let separator = rest.first {
                rest = rest.dropFirst()
                if rest.isEmpty, separator == colon { return false }
            }
        }
        return hasGap ? groups < 8 : groups == 8
    }
}

extension UInt8 {
    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

    fileprivate var isHexDigit: Bool {
        isDigit || (self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "f"))
    }
}
