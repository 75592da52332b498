internal import IniaSettings
internal import IniaSigning

/// What a profile says about a role to assume.
struct RoleProfile {
    /// Where the credentials come from with which the role is assumed.
    enum Origin {
        /// Another profile, or the same one's keys.
        case profile(Setting<String>)
        /// A place that is named: `Environment`, `EcsContainer`, `Ec2InstanceMetadata`.
        case place(Setting<String>)

        /// What the user agent says of it.
        var feature: String {
            switch self {
            case .profile: UserAgentFeature.sourceProfile
            case .place: UserAgentFeature.credentialSource
            }
        }
    }

    let arn: Setting<String>
    let origin: Origin
    let sessionName: String?
    let externalID: String?
    let secondFactor: String?
    let durationInSeconds: Int?

    /// Reads a profile, or gives nil where it has no role, or one for a web identity.
    init?(_ profile: Profile?, source: String) throws(IdentityError) {
        guard let profile, let arn = profile.text("role_arn"), profile["web_identity_token_file"] == nil else {
            return nil
        }
        self.arn = arn
        switch (profile.text("source_profile"), profile.text("credential_source")) {
        case (let named?, nil): origin = .profile(named)
        case (nil, let place?): origin = .place(place)
        case (.some, let place?):
            throw IdentityError(
                .configuration,
                "The profile \"\(profile.name)\" contains both source_profile and credential_source.",
                source: source, origin: place.origin)
        case (nil, nil):
            throw IdentityError(
                .incomplete,
                "Partial credentials found in assume-role, missing: source_profile or credential_source",
                source: source, origin: arn.origin)
        }
        // A name that is empty is none: STS would refuse it.
        sessionName = profile.text("role_session_name").flatMap { $0.value.isEmpty ? nil : $0.value }
        externalID = profile.text("external_id")?.value
        secondFactor = profile.text("mfa_serial")?.value
        durationInSeconds = profile.text("duration_seconds").flatMap { Int($0.value) }
    }

    /// Whether a profile has keys of its own, be they complete or not.
    static func hasKeys(_ profile: Profile) -> Bool {
        profile["aws_access_key_id"] != nil || profile["aws_secret_access_key"] != nil
    }
}
