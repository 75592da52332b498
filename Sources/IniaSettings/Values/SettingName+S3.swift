extension SettingName where Value == String {
    /// Where the bucket's name stands in a URL.
    public static let s3AddressingStyle = SettingName(
        "addressing_style", keys: [.s3("addressing_style")], .oneOf("auto", "virtual", "path"))

    /// Whether us-east-1 is called at its own endpoint or at S3's old global one.
    public static let s3USEast1RegionalEndpoint = SettingName(
        "us_east_1_regional_endpoint",
        keys: ["s3_us_east_1_regional_endpoint", .s3("us_east_1_regional_endpoint")],
        variables: ["AWS_S3_US_EAST_1_REGIONAL_ENDPOINT"], .oneOf("legacy", "regional"),
        standard: { preset, mode in mode?.s3USEast1RegionalEndpoints ?? (preset == .botocore ? nil : "regional") })
}

extension SettingName where Value == Bool {
    /// Whether S3's accelerated endpoint is used.
    public static let s3UseAccelerateEndpoint = SettingName(
        "use_accelerate_endpoint", keys: [.s3("use_accelerate_endpoint")], .boolean)

    /// Whether S3's dual-stack endpoints are used.
    public static let s3UseDualstackEndpoint = SettingName(
        "use_dualstack_endpoint", keys: [.s3("use_dualstack_endpoint")], .boolean)

    /// Whether S3 payloads are signed.
    public static let s3PayloadSigningEnabled = SettingName(
        "payload_signing_enabled", keys: [.s3("payload_signing_enabled")], .boolean)

    /// Whether an ARN's region wins over the client's.
    public static let s3UseARNRegion = SettingName(
        "use_arn_region", keys: ["s3_use_arn_region", .s3("use_arn_region")], variables: ["AWS_S3_USE_ARN_REGION"],
        .boolean)

    /// Whether multi-region access points are refused.
    public static let s3DisableMultiRegionAccessPoints = SettingName(
        "s3_disable_multiregion_access_points", keys: [.s3("s3_disable_multiregion_access_points")],
        variables: ["AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS"], .boolean)
}

extension SettingName.ProfileKey {
    fileprivate static func s3(_ name: String) -> Self { .init(section: "s3", name: name) }
}
