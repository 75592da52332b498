import IniaShapes

extension Operation {
    /// The operation's host prefix with its labels filled in from the input; nil where it has none.
    ///
    /// - Throws: ``ProtocolError`` with code `invalidInput` where a value cannot be a part of a host name.
    func expandedHostPrefix(from input: Structure?) throws -> String? {
        guard let template = traits.hostPrefix else { return nil }
        guard let members = try self.input?.shape.members else { return template }
        var values: [String: String] = [:]
        var refused: [String] = []
        for member in members where try member.shape.traits.contains(.hostLabel) {
            guard let text = input?[member.index]?.asString else { continue }
            values[member.name] = text
            if !text.isHostLabelText { refused.append(member.name) }
        }
        guard refused.isEmpty else { throw ProtocolError(ValidationError([.hostLabels(refused)])) }
        return try template.fillingLabels(from: values)
    }
}

extension String {
    /// Whether there are only letters and digits of ASCII, hyphens and periods, and at least one of them.
    fileprivate var isHostLabelText: Bool {
        !isEmpty
            && utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }

    fileprivate func fillingLabels(from values: [String: String]) throws(ProtocolError) -> String {
        var filled = ""
        var rest = Substring(self)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = String(rest[rest.index(after: open)..<close])
            guard let value = values[name] else {
                throw ProtocolError(
                    ValidationError([
                        ValidationError.Problem(
                            .missing, path: "input", text: "Missing required parameter in input: \"\(name)\"")
                    ]))
            }
            filled += rest[..<open] + value
            rest = rest[rest.index(after: close)...]
        }
        return filled + rest
    }
}

extension ValidationError.Problem {
    fileprivate static func hostLabels(_ names: [String]) -> ValidationError.Problem {
        let all = names.joined(separator: ", ")
        return ValidationError.Problem(
            .hostLabel, path: all,
            text:
                "Invalid value for parameter(s): \(all). Must contain only alphanumeric characters, hyphen, or period.")
    }
}
