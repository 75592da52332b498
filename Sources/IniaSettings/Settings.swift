public import IniaHost
internal import IniaPrimitives

/// What the environment and the shared files say to a session, each value with its origin.
///
/// The files are read once, when the settings are loaded; afterwards nothing on the machine is looked at again.
public struct Settings: Sendable {
    /// Whose habits the settings follow.
    public let preset: SettingsPreset
    /// The environment that was read.
    public let environment: Environment
    /// What both files say.
    public let shared: SharedConfiguration
    /// The name of the profile that holds, and who chose it.
    public let profileName: Setting<String>
    /// The defaults mode whose values stand in for what nobody says; `legacy` where it is nil.
    public var defaultsMode: DefaultsMode?

    /// Reads the shared files.
    ///
    /// - Parameters:
    ///   - host: whose environment and files are read.
    ///   - preset: whose habits are followed.
    ///   - profile: the profile that the program chose; nil to let the environment choose, or else `default`.
    /// - Throws: ``SettingsError`` for a malformed or unreadable file, or a profile that is in none of them.
    public init(host: Host, preset: SettingsPreset = .inia, profile: String? = nil) throws(SettingsError) {
        let paths = SharedFilePaths(environment: host.environment, preset: preset)
        let shared = try SharedConfiguration(
            config: try paths.config.text(in: host.files, preset),
            credentials: try paths.credentials.text(in: host.files, preset), preset: preset)
        try self.init(environment: host.environment, shared: shared, preset: preset, profile: profile)
    }

    /// Creates settings of files that have been read.
    ///
    /// - Throws: ``SettingsError`` with ``SettingsError/Code/unknownProfile`` for a chosen profile that is missing.
    public init(
        environment: Environment, shared: SharedConfiguration, preset: SettingsPreset = .inia, profile: String? = nil
    ) throws(SettingsError) {
        self.preset = preset
        self.environment = environment
        self.shared = shared
        let variables =
            switch preset {
            case .inia: ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"]
            case .botocore: ["AWS_DEFAULT_PROFILE", "AWS_PROFILE"]
            }
        profileName =
            profile.map { Setting($0, from: .program) }
            ?? Self.variable(variables, in: environment, preset) ?? Setting("default", from: .standard)
        guard profileName.origin == .standard || shared.profiles[profileName.value] != nil else {
            throw SettingsError(
                .unknownProfile, "The config profile (\(profileName.value)) could not be found",
                origin: profileName.origin)
        }
    }

    /// The profile that holds; an empty one where nobody chose one and there is no `default`.
    public var profile: Profile { shared.profiles[profileName.value] ?? Profile(profileName.value) }

    /// A setting's value: of the environment, or else the profile, or else what holds where nobody says anything.
    ///
    /// - Returns: nil where the setting has no value at all.
    /// - Throws: ``SettingsError`` with ``SettingsError/Code/malformedValue``, naming the variable or the line.
    public func value<Value>(of name: SettingName<Value>) throws(SettingsError) -> Setting<Value>? {
        let variables = preset == .botocore ? name.botocoreVariables ?? name.variables : name.variables
        if let text = variable(variables) ?? profileText(name.keys) {
            guard let value = name.reading.read(text.value, preset) else {
                throw SettingsError(
                    .malformedValue, "\(name.name) must be \(name.reading.expectation), not \"\(text.value)\"",
                    origin: text.origin)
            }
            return Setting(value, from: text.origin)
        }
        return name.standard(preset, defaultsMode).map { Setting($0, from: .standard) }
    }

    /// The value of the first of some environment variables that is set; a blank one only counts for botocore.
    public func variable(_ names: [String]) -> Setting<String>? { Self.variable(names, in: environment, preset) }

    /// The value of an environment variable.
    public func variable(_ name: String) -> Setting<String>? { variable([name]) }

    private static func variable(
        _ names: [String], in environment: Environment, _ preset: SettingsPreset
    ) -> Setting<String>? {
        for name in names {
            if let value = environment[name], preset == .botocore || !value[...].trimmed.isEmpty {
                return Setting(value, from: .variable(name))
            }
        }
        return nil
    }

    private func profileText<Value>(_ keys: [SettingName<Value>.ProfileKey]) -> Setting<String>? {
        let profile = profile
        for key in keys {
            let found: Setting<String>? =
                if let section = key.section {
                    profile[section]?[key.name].map { Setting($0.value, from: $0.origin) }
                } else {
                    profile.text(key.name)
                }
            if let found, preset == .botocore || !found.value.isEmpty { return found }
        }
        return nil
    }
}
