/// A setting by its name: where it may be said, what its text means, and what holds where nobody says anything.
///
/// The rows in this folder are all there are; `Settings.value(of:)` looks one up.
public struct SettingName<Value: Sendable>: Sendable {
    /// Where a profile says it: a property, or a name inside a nested one.
    struct ProfileKey: Sendable, ExpressibleByStringLiteral {
        var section: String?
        var name: String

        init(section: String?, name: String) {
            self.section = section
            self.name = name
        }

        init(stringLiteral name: String) { self.init(section: nil, name: name) }
    }

    /// The name that the shared files and botocore use.
    public let name: String
    let keys: [ProfileKey]
    /// The environment variables, the first one that is set counts.
    let variables: [String]
    /// botocore's, where they are others.
    let botocoreVariables: [String]?
    let reading: SettingReading<Value>
    /// What holds where nobody says anything.
    let standard: @Sendable (SettingsPreset, DefaultsMode?) -> Value?

    init(
        _ name: String, key: ProfileKey? = nil, keys: [ProfileKey] = [], variables: [String] = [],
        botocoreVariables: [String]? = nil, _ reading: SettingReading<Value>,
        standard: @escaping @Sendable (SettingsPreset, DefaultsMode?) -> Value? = { _, _ in nil }
    ) {
        self.name = name
        self.keys = keys + (key.map { [$0] } ?? [])
        self.variables = variables
        self.botocoreVariables = botocoreVariables
        self.reading = reading
        self.standard = standard
    }
}

/// How a setting's text is understood.
struct SettingReading<Value: Sendable>: Sendable {
    /// What the text must be, in words: "true or false".
    let expectation: String
    /// The value of a text, or nil where it is malformed.
    let read: @Sendable (String, SettingsPreset) -> Value?
}

extension SettingReading where Value == String {
    /// Any text.
    static let text = SettingReading(expectation: "a text") { text, _ in text }

    /// One of a few words, in any case.
    static func oneOf(_ words: String...) -> SettingReading {
        SettingReading(expectation: "one of \(words.joined(separator: ", "))") { text, _ in
            let word = text.lowercased()
            return words.contains(word) ? word : nil
        }
    }
}

extension SettingReading where Value == Bool {
    /// `true` or `false` in any case; botocore takes every other text for false.
    static let boolean = SettingReading(expectation: "true or false") { text, preset in
        switch text.lowercased() {
        case "true": true
        case "false": false
        default: preset == .botocore ? false : nil
        }
    }

    /// `true` or `false` in any case, for botocore as well.
    static let strictBoolean = SettingReading(expectation: "true or false") { text, _ in boolean.read(text, .inia) }
}

extension SettingReading where Value == Int {
    /// A whole number within bounds; botocore leaves the bounds to whoever uses the number.
    static func number(_ bounds: ClosedRange<Int>) -> SettingReading {
        let limit = bounds.upperBound == .max ? "" : " to \(bounds.upperBound)"
        return SettingReading(expectation: "a whole number from \(bounds.lowerBound)\(limit)") { text, preset in
            guard let number = Int(String(text[...].trimmed)) else { return nil }
            return preset == .botocore || bounds.contains(number) ? number : nil
        }
    }
}

extension SettingReading where Value == [String] {
    /// Texts with commas between them; spaces and tabs count for nothing.
    static let list = SettingReading(expectation: "a list with commas") { text, _ in
        text.split(separator: ",").map { String($0.filter { $0 != " " && $0 != "\t" }) }.filter { !$0.isEmpty }
    }
}
