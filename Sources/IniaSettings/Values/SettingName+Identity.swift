extension SettingName where Value == String {
    /// The endpoint of the instance metadata service, instead of the well-known address.
    public static let metadataEndpoint = SettingName(
        "ec2_metadata_service_endpoint", key: "ec2_metadata_service_endpoint",
        variables: ["AWS_EC2_METADATA_SERVICE_ENDPOINT"], .text)

    /// By which protocol the instance metadata service is reached.
    public static let metadataEndpointMode = SettingName(
        "ec2_metadata_service_endpoint_mode", key: "ec2_metadata_service_endpoint_mode",
        variables: ["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"], .oneOf("ipv4", "ipv6"))
}

extension SettingName where Value == Int {
    /// How many seconds the instance metadata service has for an answer.
    public static let metadataTimeout = SettingName(
        "metadata_service_timeout", key: "metadata_service_timeout", variables: ["AWS_METADATA_SERVICE_TIMEOUT"],
        .number(1...86400), standard: { _, _ in 1 })

    /// How often the instance metadata service is asked.
    public static let metadataAttempts = SettingName(
        "metadata_service_num_attempts", key: "metadata_service_num_attempts",
        variables: ["AWS_METADATA_SERVICE_NUM_ATTEMPTS"], .number(1...100), standard: { _, _ in 1 })
}

extension SettingName where Value == Bool {
    /// Whether the instance metadata service is never asked.
    public static let metadataDisabled = SettingName(
        "ec2_metadata_disabled", variables: ["AWS_EC2_METADATA_DISABLED"], .boolean, standard: { _, _ in false })

    /// Whether the first version of the instance metadata service, which wants no token, is refused.
    public static let metadataV1Disabled = SettingName(
        "ec2_metadata_v1_disabled", key: "ec2_metadata_v1_disabled", variables: ["AWS_EC2_METADATA_V1_DISABLED"],
        .boolean, standard: { _, _ in false })

    /// Whether the instance metadata service is reached over IPv6.
    public static let metadataOverIPv6 = SettingName(
        "imds_use_ipv6", key: "imds_use_ipv6", variables: ["AWS_IMDS_USE_IPV6"], .boolean,
        standard: { _, _ in false })
}
