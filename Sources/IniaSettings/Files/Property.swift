/// What a profile or another section says about one name.
public struct Property: Sendable, Equatable {
    /// The value, in one of two forms.
    public enum Content: Sendable, Equatable {
        /// A text; lines that continue it follow after line feeds.
        case text(String)
        /// Names with values of their own, in order: the indented lines below a name without a value.
        case nested([Nested])
    }

    /// A name with its value inside a property.
    public struct Nested: Sendable, Equatable {
        /// The name, as it was written.
        public let name: String
        /// The text after the equals sign.
        public let value: String
        /// Where it stands.
        public let origin: SettingOrigin
    }

    /// The value.
    public let content: Content
    /// Where it stands.
    public let origin: SettingOrigin

    /// The text, or nil where the property is nested.
    public var text: String? {
        if case .text(let text) = content { text } else { nil }
    }

    /// The value of a name inside the property, or nil where there is none.
    public subscript(name: String) -> Nested? {
        guard case .nested(let all) = content else { return nil }
        return all.last { $0.name == name }
    }
}

extension Property: CustomDebugStringConvertible, CustomReflectable {
    /// Where the property stands; never what it says, which may be a secret.
    public var debugDescription: String { "Property(\(origin))" }

    /// Where the property stands alone, so that dumps show no secrets.
    public var customMirror: Mirror { Mirror(self, children: ["origin": origin]) }
}

extension Property.Nested: CustomDebugStringConvertible, CustomReflectable {
    /// The name; never the value, which may be a secret.
    public var debugDescription: String { "Nested(\(name))" }

    /// The name and where it stands, so that dumps show no secrets.
    public var customMirror: Mirror { Mirror(self, children: ["name": name, "origin": origin]) }
}

extension Property {
    /// Reads a property off an entry.
    init(_ entry: INISection.Entry, path: String, preset: SettingsPreset) throws(INIError) {
        origin = .file(path: path, line: entry.line)
        guard entry.lines.count > 1, entry.lines[0].text.isEmpty else {
            content = .text(entry.lines.map(\.text).joined(separator: "\n"))
            return
        }
        var nested: [Nested] = []
        for line in entry.lines.dropFirst() where !line.text.isEmpty {
            guard let equals = line.text.firstIndex(of: "=") else {
                throw INIError(line: line.number, reason: "the value below \(entry.name) has no equals sign")
            }
            let name = String(line.text[..<equals].trimmed)
            guard preset == .botocore || !name.isEmpty else {
                throw INIError(line: line.number, reason: "the value below \(entry.name) has no name")
            }
            let value = String(line.text[line.text.index(after: equals)...].trimmed)
            nested.append(Nested(name: name, value: value, origin: .file(path: path, line: line.number)))
        }
        content = .nested(nested)
    }
}
