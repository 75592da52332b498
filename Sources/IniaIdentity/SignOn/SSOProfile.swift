internal import IniaPrimitives
internal import IniaSettings

/// What a profile says about credentials from IAM Identity Center (SSO).
struct SSOProfile {
    /// The `sso-session` section that the profile names, if any.
    let session: String?
    let startURL: String
    let region: String
    let account: String
    let role: String

    /// Reads a profile, or gives nil where it says nothing of a role or an account.
    init?(_ name: String, in shared: SharedConfiguration, source: String) throws(IdentityError) {
        guard let profile = shared.profiles[name],
            profile["sso_role_name"] != nil || profile["sso_account_id"] != nil
        else { return nil }
        session = profile.text("sso_session")?.value
        var values: [String: Setting<String>] = [:]
        for key in ["sso_role_name", "sso_account_id", "sso_start_url", "sso_region"] {
            values[key] = profile.text(key)
        }
        if let session = profile.text("sso_session") {
            guard let section = shared.ssoSessions[session.value] else {
                throw IdentityError(
                    .configuration, "The specified sso-session does not exist: \"\(session.value)\"", source: source,
                    origin: session.origin)
            }
            for key in Array(section.properties.keys).sortedByBytes() {
                guard let said = section.text(key) else { continue }
                if let other = profile.text(key), other.value != said.value {
                    throw IdentityError(
                        .configuration, "The value for \(key) is inconsistent between profile and sso-session.",
                        source: source, origin: other.origin)
                }
                if values[key] == nil { values[key] = said }
            }
        }
        guard let startURL = values["sso_start_url"], let region = values["sso_region"],
            let account = values["sso_account_id"], let role = values["sso_role_name"]
        else {
            let missing = ["sso_role_name", "sso_account_id", "sso_start_url", "sso_region"].filter {
                values[$0] == nil
            }
            throw IdentityError(
                .configuration,
                "The profile \"\(name)\" is configured to use SSO but is missing required configuration: "
                    + missing.joined(separator: ", "),
                source: source)
        }
        self.startURL = startURL.value
        self.region = region.value
        self.account = account.value
        self.role = role.value
    }
}
