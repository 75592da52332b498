internal import Glibc

/// Addresses that begin with the same bits: `10.0.0.0/8`, `fd00::/8`, or one address alone.
struct AddressBlock: Hashable {
    private let bytes: [UInt8]
    private let bits: Int

    /// Reads a block in CIDR notation (RFC 4632) or an address; gives nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let bytes = Self.address(String(first)) else { return nil }
        self.bytes = bytes
        guard parts.count == 2 else {
            bits = bytes.count * 8
            return
        }
        guard parts[1].utf8.count <= 3, parts[1].utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let bits = Int(parts[1]),
            bits <= bytes.count * 8
        else { return nil }
        self.bits = bits
    }

    /// Whether an address, with no port and no brackets, is in the block.
    func contains(_ text: String) -> Bool {
        guard let other = Self.address(text), other.count == bytes.count else { return false }
        let (whole, rest) = bits.quotientAndRemainder(dividingBy: 8)
        guard other[..<whole] == bytes[..<whole] else { return false }
        return rest == 0 || (other[whole] ^ bytes[whole]) >> (8 - rest) == 0
    }

    /// The 4 or 16 bytes of an address, one of version 4 that is written as one of version 6 as what it is.
    private static func address(_ text: String) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &bytes) == 1 { return Array(bytes[..<4]) }
        guard inet_pton(AF_INET6, text, &bytes) == 1 else { return nil }
        let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 255 && bytes[11] == 255
        return isMapped ? Array(bytes[12...]) : bytes
    }
}
