/// What the shared config and credentials files say: profiles, SSO sessions and sets of services.
public struct SharedConfiguration: Sendable, Equatable {
    /// The profiles by name. Where both files have one, the credentials file's values count.
    public private(set) var profiles: [String: Profile] = [:]
    /// The names of the profiles, in the order of the files.
    public private(set) var profileNames: [String] = []
    /// What the config file alone says of profiles, by their names.
    public private(set) var configProfiles: [String: Profile] = [:]
    /// What the credentials file alone says of profiles, by their names.
    public private(set) var credentialsProfiles: [String: Profile] = [:]
    /// The `[sso-session …]` sections by name.
    public private(set) var ssoSessions: [String: Profile] = [:]
    /// The `[services …]` sections by name.
    public private(set) var services: [String: Profile] = [:]

    /// Creates a configuration that says nothing.
    public init() {}

    /// Reads the texts of both files.
    ///
    /// - Parameters:
    ///   - config: the config file's text, with the path that errors name; nil where there is no such file.
    ///   - credentials: the same of the credentials file.
    ///   - preset: by whose rules the texts are read.
    /// - Throws: ``SettingsError`` with ``SettingsError/Code/malformedFile`` and the line.
    public init(
        config: (path: String, text: String)?, credentials: (path: String, text: String)?,
        preset: SettingsPreset = .inia
    ) throws(SettingsError) {
        if let config {
            try read(config.path, config.text, preset) { (header) in SectionKind(ofConfig: header, preset) }
            configProfiles = profiles
        }
        if let credentials {
            var alone = SharedConfiguration()
            try alone.read(credentials.path, credentials.text, preset) { (header) in
                SectionKind(ofCredentials: header, preset)
            }
            credentialsProfiles = alone.profiles
            for name in alone.profileNames {
                take(.profile(name, isPrefixed: false), alone.profiles[name]?.properties ?? [:], isReplacing: false)
            }
        }
    }

    private mutating func read(
        _ path: String, _ text: String, _ preset: SettingsPreset, _ kind: (String) -> SectionKind?
    ) throws(SettingsError) {
        do {
            let sections =
                switch preset {
                case .inia: try ReferenceSyntax.sections(of: text)
                case .botocore: try ConfigparserSyntax.sections(of: text)
                }
            let hasPrefixedDefault = sections.contains { kind($0.header) == .profile("default", isPrefixed: true) }
            // In one file a later section of the same name adds to the first by the reference's rules and stands
            // for it by botocore's.
            var seen: Set<SectionKind> = []
            for section in sections {
                guard let kind = kind(section.header) else { continue }
                if preset == .inia, hasPrefixedDefault, kind == .profile("default", isPrefixed: false) { continue }
                let properties = try Self.properties(of: section, path, preset)
                let isReplacing = preset == .botocore && !seen.insert(kind.unprefixed).inserted
                take(kind, properties, isReplacing: isReplacing)
            }
        } catch {
            throw SettingsError(
                .malformedFile, error.reason, origin: .file(path: path, line: error.line))
        }
    }

    private static func properties(
        of section: INISection, _ path: String, _ preset: SettingsPreset
    ) throws(INIError) -> [String: Property] {
        var properties: [String: Property] = [:]
        for entry in section.entries where preset == .botocore || entry.name.isPropertyName {
            properties[entry.name] = try Property(entry, path: path, preset: preset)
        }
        return properties
    }

    private mutating func take(_ kind: SectionKind, _ properties: [String: Property], isReplacing: Bool) {
        let merge = { (sections: inout [String: Profile], name: String) in
            if isReplacing { sections[name] = nil }
            sections[name, default: Profile(name)].properties.merge(properties) { $1 }
        }
        switch kind {
        case .profile(let name, _):
            if profiles[name] == nil { profileNames.append(name) }
            merge(&profiles, name)
        case .ssoSession(let name): merge(&ssoSessions, name)
        case .services(let name): merge(&services, name)
        }
    }
}
