/// What may stand in a host name (RFC 1123 section 2.1).
enum HostLabel {
    /// Whether a text is a host label: 1 to 63 letters, digits and inner hyphens.
    ///
    /// - Parameter isDomainAllowed: whether several labels, with dots between them, will do as well.
    static func isValid(_ text: String, orDomain isDomainAllowed: Bool) -> Bool {
        let bytes = text.utf8
        guard isDomainAllowed else { return isLabel(bytes[...]) }
        return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(isLabel)
    }

    /// Whether a text can be the name of a bucket that stands in the host name.
    static func isBucket(_ text: String, orDomain isDomainAllowed: Bool) -> Bool {
        text.utf8.count >= 3 && !text.utf8.contains { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") }
            && !IPAddress.isVersion4(text.utf8[...]) && isValid(text, orDomain: isDomainAllowed)
    }

    private static func isLabel(_ bytes: Substring.UTF8View) -> Bool {
        guard let first = bytes.first, let last = bytes.last, bytes.count <= 63 else { return false }
        let hyphen = UInt8(ascii: "-")
        guard first != hyphen, last != hyphen else { return false }
        return bytes.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), hyphen:
                true
            default: false
            }
        }
    }
}
