internal import IniaDigests
public import IniaSigning

extension UserAgentFeature {
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
