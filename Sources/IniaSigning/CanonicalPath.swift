internal import IniaText

/// The path of a URL as Signature Version 4 spells it.
enum CanonicalPath {
    /// The path without dot segments (RFC 3986 section 5.2.4) and without empty ones; an empty path is `/`.
    static func normalized(_ path: String) -> String {
        guard !path.isEmpty else { return "/" }
        if !mayHaveEmptyOrDotSegments(path) { return path }
        var segments: [Substring] = []
        for segment in path.split(separator: "/") where segment != "." {
            if segment == ".." { _ = segments.popLast() } else { segments.append(segment) }
        }
        var result = path.utf8.first == UInt8(ascii: "/") ? "/" : ""
        result += segments.joined(separator: "/")
        if path.utf8.last == UInt8(ascii: "/"), !segments.isEmpty { result += "/" }
        return result
    }

    private static func mayHaveEmptyOrDotSegments(_ path: String) -> Bool {
        var isFirst = true
        var isAfterSlash = true
        for byte in path.utf8 {
            let isSlash = byte == UInt8(ascii: "/")
            if isAfterSlash, (isSlash && !isFirst) || byte == UInt8(ascii: ".") { return true }
            (isFirst, isAfterSlash) = (false, isSlash)
        }
        return false
    }

    /// The path percent-encoded once more; slashes stay.
    static func encoded(_ path: String) -> String {
        path.utf8.allSatisfy(\.isUnreservedOrSlash) ? path : Percent.encode(path, keeping: "/")
    }
}

/// The query of a URL as Signature Version 4 spells it.
enum CanonicalQuery {
    /// The pairs in order of their encoded names and values; what is encoded already stays as it is.
    static func text(_ query: String?) -> String {
        guard var query, !query.isEmpty else { return "" }
        // A URL is ASCII on the wire; what is not can only be encoded there.
        if !query.utf8.allSatisfy({ $0 < 0x80 }) {
            query = Percent.encode(query, keeping: "!\"#$%&'()*+,/:;<=>?@[\\]^`{|}")
        }
        // Most queries of signed requests hold one parameter, and there is nothing to put in order.
        if !query.utf8.contains(UInt8(ascii: "&")) {
            return query.utf8.contains(UInt8(ascii: "=")) ? query : query + "="
        }
        let pairs = query.split(separator: "&", omittingEmptySubsequences: false).map { pair in
            let end = pair.utf8.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            return (name: pair[..<end], value: pair[end...].dropFirst())
        }
        let sorted = pairs.sorted { ($0.name, $0.value) < ($1.name, $1.value) }
        return sorted.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    }
}

extension UInt8 {
    fileprivate var isUnreservedOrSlash: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "-")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
