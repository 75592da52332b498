/// Whose habits settings follow where nobody says more.
public enum SettingsPreset: Sendable, Hashable {
    /// The AWS SDKs' common standard: `AWS_REGION` counts, blank values are as if unset, a boolean is `true` or
    /// `false`, files are read by the SDK reference's rules.
    case inia
    /// botocore's: `AWS_DEFAULT_REGION` alone, blank values count, all that is not `true` is false, files are read as
    /// Python's configparser does.
    case botocore
}
