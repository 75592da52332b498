/// What a section's header stands for.
enum SectionKind: Hashable {
    case profile(String, isPrefixed: Bool)
    case ssoSession(String)
    case services(String)

    /// The same kind, however a profile was spelled.
    var unprefixed: SectionKind {
        if case .profile(let name, _) = self { .profile(name, isPrefixed: false) } else { self }
    }

    /// Understands a header of the config file; nil for a section that is ignored.
    init?(ofConfig header: String, _ preset: SettingsPreset) {
        if header == "default" {
            self = .profile(header, isPrefixed: false)
            return
        }
        // The word that tells the kind must be apart from the name; botocore finds out by splitting as a shell does.
        guard let words = ShellWords.split(header), words.count == 2 else { return nil }
        guard preset == .botocore || words[1].isQuoted || words[1].text.isProfileName else { return nil }
        let name = words[1].text
        // botocore looks at how the whole header begins, so that `[profiles x]` is a profile as well.
        let isKind = { (word: String) in preset == .botocore ? header.hasPrefix(word) : words[0].text == word }
        if isKind("profile") {
            self = .profile(name, isPrefixed: true)
        } else if isKind("sso-session") {
            self = .ssoSession(name)
        } else if isKind("services") {
            self = .services(name)
        } else {
            return nil
        }
    }

    /// Understands a header of the credentials file, which holds nothing but profiles.
    init?(ofCredentials header: String, _ preset: SettingsPreset) {
        guard preset == .botocore || header.isProfileName else { return nil }
        self = .profile(header, isPrefixed: false)
    }
}

extension String {
    /// Whether the text may name a profile: letters, digits and a few signs, by the SDK reference.
    fileprivate var isProfileName: Bool { consists(alsoOf: "-_/.%@:+") }

    /// Whether the text may name a property.
    var isPropertyName: Bool { consists(alsoOf: "-_/.%@:+") }

    private func consists(alsoOf signs: String) -> Bool {
        !utf8.isEmpty
            && utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: signs.utf8.contains(byte)
                }
            }
    }
}
