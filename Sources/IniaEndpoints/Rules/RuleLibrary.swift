internal import IniaText

/// The functions of the rules language that take values and give a value.
enum RuleLibrary {
    static func call(
        _ function: RuleFunction, _ arguments: [RuleValue], _ partitions: Partitions
    ) throws(EndpointError) -> RuleValue {
        switch function {
        case .substring: try substring(arguments)
        case .uriEncode: try text(arguments[0]).map { .string(Percent.encode($0)) } ?? .null
        case .parseURL: try text(arguments[0]).flatMap(RuleURL.init).map { .record($0.record) } ?? .null
        case .isValidHostLabel: .boolean(try hostLabel(arguments) { HostLabel.isValid($0, orDomain: $1) })
        case .isVirtualHostableBucket: .boolean(try hostLabel(arguments) { HostLabel.isBucket($0, orDomain: $1) })
        case .partition: .record(partitions.record(of: try text(arguments[0])))
        case .parseARN: try text(arguments[0]).flatMap(parsedARN).map { .record($0) } ?? .null
        case .split: try split(arguments)
        default: .null
        }
    }

    /// A part of an ASCII text from its start or its end; null where the text is too short or not ASCII.
    private static func substring(_ arguments: [RuleValue]) throws(EndpointError) -> RuleValue {
        guard case .string(let text) = arguments[0] else {
            throw EndpointError(.invalidParameter, "Input must be a string, not \(arguments[0].typeName).")
        }
        guard case .integer(let start) = arguments[1], case .integer(let stop) = arguments[2] else {
            throw EndpointError(.malformedRules, "The positions of a substring must be numbers.")
        }
        let bytes = text.utf8
        guard start >= 0, start < stop, stop <= bytes.count, bytes.allSatisfy({ $0 < 0x80 }) else { return .null }
        let isReversed = arguments[3] == .boolean(true)
        let first = isReversed ? bytes.count - stop : start
        let part = bytes.dropFirst(first).prefix(stop - start)
        return .string(String(decoding: part, as: UTF8.self))
    }

    /// The parts between the places where a delimiter stands: all of them for a limit of 0, or at most as many as it
    /// says.
    private static func split(_ arguments: [RuleValue]) throws(EndpointError) -> RuleValue {
        guard let text = try text(arguments[0]), case .string(let delimiter) = arguments[1],
            case .integer(let limit) = arguments[2], !delimiter.isEmpty, limit >= 0
        else { return .null }
        let mark = Array(delimiter.utf8)
        let bytes = Array(text.utf8)
        var parts: [RuleValue] = []
        var start = 0
        var position = 0
        while position + mark.count <= bytes.count, limit == 0 || parts.count < limit - 1 {
            guard bytes[position] == mark[0], bytes[position..<(position + mark.count)].elementsEqual(mark) else {
                position += 1
                continue
            }
            parts.append(.string(String(decoding: bytes[start..<position], as: UTF8.self)))
            position += mark.count
            start = position
        }
        parts.append(.string(String(decoding: bytes[start...], as: UTF8.self)))
        return .list(parts)
    }

    /// The parts of an ARN, or nil for a text that is none: it needs a partition, a service and a resource.
    private static func parsedARN(_ text: String) -> RuleRecord? {
        guard text.utf8.starts(with: "arn:".utf8) else { return nil }
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, !parts[1].isEmpty, !parts[2].isEmpty, !parts[5].isEmpty else { return nil }
        let string = { (part: Substring.UTF8View.SubSequence) in RuleValue.string(String(Substring(part))) }
        let resource = parts[5].split(omittingEmptySubsequences: false) {
            $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/")
        }
        return RuleRecord([
            ("partition", string(parts[1])), ("service", string(parts[2])), ("region", string(parts[3])),
            ("accountId", string(parts[4])), ("resourceId", .list(resource.map(string))),
        ])
    }

    private static func hostLabel(
        _ arguments: [RuleValue], _ isValid: (String, Bool) -> Bool
    ) throws(EndpointError) -> Bool {
        guard let text = try text(arguments[0]) else { return false }
        return isValid(text, arguments[1] == .boolean(true))
    }

    /// The text of an argument that may be unset.
    private static func text(_ argument: RuleValue) throws(EndpointError) -> String? {
        switch argument {
        case .string(let text): text
        case .null: nil
        default: throw EndpointError(.invalidParameter, "Input must be a string, not \(argument.typeName).")
        }
    }
}
