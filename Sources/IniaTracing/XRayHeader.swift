/// The header by which AWS's services continue a trace: `Root=1-…-…;Parent=…;Sampled=1`.
struct XRayHeader: Equatable {
    static let name = "X-Amzn-Trace-Id"

    let value: String

    /// Takes the header from what a tracer sends along, by names in lower case: its own, or else one made of W3C's
    /// `traceparent`, whose ids X-Ray takes since 2023. Nil where there is neither, or it is malformed.
    init?(_ fields: [String: String]) {
        if let own = fields["x-amzn-trace-id"] {
            value = own
            return
        }
        guard let parts = fields["traceparent"]?.split(separator: "-", omittingEmptySubsequences: false),
            parts.count >= 4, parts[0].isHexadecimal(2), parts[0] != "ff", parts[1].isHexadecimal(32),
            parts[2].isHexadecimal(16), parts[3].isHexadecimal(2), let flags = UInt8(parts[3], radix: 16),
            parts[1].contains(where: { $0 != "0" }), parts[2].contains(where: { $0 != "0" })
        else { return nil }
        value = "Root=1-\(parts[1].prefix(8))-\(parts[1].dropFirst(8));Parent=\(parts[2]);Sampled=\(flags & 1)"
    }
}

extension Substring {
    fileprivate func isHexadecimal(_ length: Int) -> Bool {
        utf8.count == length && utf8.allSatisfy { $0 >= 48 && $0 <= 57 || $0 >= 97 && $0 <= 102 }
    }
}
