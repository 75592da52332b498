/// What a request makes use of, by the short ids that every AWS SDK puts into its user agent.
///
/// The ids here tell where credentials and tokens came from.
public enum UserAgentFeature {
    /// Credentials that the program gave.
    public static let credentialsInCode = "e"
    package static let environmentCredentials = "g"
    package static let environmentWebIdentity = "h"
    package static let assumedRole = "i"
    package static let webIdentityRole = "k"
    package static let profileCredentials = "n"
    package static let sourceProfile = "o"
    package static let credentialSource = "p"
    package static let profileWebIdentity = "q"
    package static let profileSSO: Set = ["r", "s"]
    package static let profileSSOWithoutSession: Set = ["t", "u"]
    package static let profileProcess: Set = ["v", "w"]
    package static let botoFile = "x"
    package static let containerCredentials = "z"
    package static let instanceMetadata = "0"
    package static let profileLogin: Set = ["AC", "AD"]
    package static let bearerTokenFromEnvironment = "3"
}
