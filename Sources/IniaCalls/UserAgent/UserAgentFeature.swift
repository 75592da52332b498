internal import IniaDigests

/// What a request makes use of, by the short ids that every AWS SDK puts into its user agent.
public enum UserAgentFeature {
    /// A call that a waiter makes.
    public static let waiter = "B"
    /// A call that a paginator makes.
    public static let paginator = "C"
    /// A call of an upload or download in parts.
    public static let s3Transfer = "G"
    static let gzipRequestCompression = "L"
    static let cborProtocol = "M"
    static let endpointOverride = "N"
    static let sigv4aSigning = "S"
    static let resolvedAccountID = "T"

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

    static func retryMode(_ mode: RetryOptions.Mode) -> String {
        switch mode {
        case .legacy: "D"
        case .standard: "E"
        case .adaptive: "F"
        }
    }

    static func accountIDMode(_ mode: AccountIDEndpointMode) -> String {
        switch mode {
        case .preferred: "P"
        case .disabled: "Q"
        case .required: "R"
        }
    }

    static func requestChecksums(_ mode: ChecksumMode) -> String { mode == .whenSupported ? "Z" : "a" }

    static func responseChecksums(_ mode: ChecksumMode) -> String { mode == .whenSupported ? "b" : "c" }

    static func requestChecksum(_ algorithm: ChecksumAlgorithm) -> String {
        switch algorithm {
        case .crc32: "U"
        case .crc32c: "V"
        case .crc64nvme: "W"
        case .sha1: "X"
        case .sha256: "Y"
        case .md5: "AE"
        case .sha512: "AF"
        case .xxhash3: "AG"
        case .xxhash64: "AH"
        case .xxhash128: "AI"
        }
    }
}
