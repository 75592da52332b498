import IniaHost
import IniaPrimitives
import IniaSettings
import IniaText
import Testing

@Suite struct SettingsTests {
    private func settings(
        _ variables: [String: String] = [:], config: String? = nil, _ preset: SettingsPreset = .inia,
        profile: String? = nil
    ) throws -> Settings {
        let environment = Environment(variables, home: "/home/me")
        let files = ScriptedFiles(texts: config.map { ["/home/me/.aws/config": $0] } ?? [:])
        return try Settings(
            host: Host(
                environment: environment, files: files, clock: ScriptedClock(now: Timestamp(seconds: 0)),
                entropy: ScriptedEntropy(), processes: ScriptedProcesses()),
            preset: preset, profile: profile)
    }

    @Test func `the environment comes before the profile, which comes before the standard`() throws {
        let config = "[default]\nregion = p\nretry_mode = adaptive"
        let both = try settings(["AWS_REGION": "e", "AWS_DEFAULT_REGION": "d"], config: config)
        #expect(try both.value(of: .region) == Setting("e", from: .variable("AWS_REGION")))
        #expect(
            try both.value(of: .retryMode) == Setting("adaptive", from: .file(path: "/home/me/.aws/config", line: 3)))
        #expect(try settings().value(of: .retryMode) == Setting("standard", from: .standard))
        #expect(try settings().value(of: .region) == nil)
    }

    @Test func `botocore reads one region variable, and takes a blank one for a value`() throws {
        let region = ["AWS_REGION": "e", "AWS_DEFAULT_REGION": ""]
        #expect(try settings(region, .botocore).value(of: .region)?.value == "")
        #expect(try settings(["AWS_DEFAULT_REGION": ""]).value(of: .region) == nil)
        #expect(try settings([:], .botocore).value(of: .retryMode)?.value == "legacy")
        #expect(try settings(["AWS_USE_FIPS_ENDPOINT": "yes"], .botocore).value(of: .useFIPSEndpoint)?.value == false)
    }

    @Test func `a malformed value is reported with its place`() throws {
        let variable = try settings(["AWS_USE_FIPS_ENDPOINT": "yes"])
        let error = #expect(throws: SettingsError.self) { try variable.value(of: .useFIPSEndpoint) }
        #expect(error?.description == "$AWS_USE_FIPS_ENDPOINT: use_fips_endpoint must be true or false, not \"yes\"")
        let line = try settings(config: "[default]\nmax_attempts = 0")
        let other = #expect(throws: SettingsError.self) { try line.value(of: .maxAttempts) }
        #expect(
            other?.description == "/home/me/.aws/config:2: max_attempts must be a whole number from 1, not \"0\"")
    }

    @Test func `a section's values are found inside it and beside it`() throws {
        let nested = try settings(config: "[default]\ns3 =\n  addressing_style = Path\n  use_arn_region = true")
        #expect(try nested.value(of: .s3AddressingStyle)?.value == "path")
        #expect(try nested.value(of: .s3UseARNRegion)?.value == true)
        let flat = try settings(config: "[default]\ns3_use_arn_region = false\ns3 =\n  use_arn_region = true")
        #expect(try flat.value(of: .s3UseARNRegion)?.value == false)
        #expect(try settings(config: "[default]\ns3 = x").value(of: .s3AddressingStyle) == nil)
    }

    @Test func `a profile is chosen by the program, or else by the environment`() throws {
        let config = "[profile a]\nregion = ra\n[profile b]\nregion = rb"
        let variables = ["AWS_PROFILE": "a", "AWS_DEFAULT_PROFILE": "b"]
        #expect(try settings(variables, config: config).profileName == Setting("a", from: .variable("AWS_PROFILE")))
        #expect(try settings(variables, config: config, .botocore).profileName.value == "b")
        #expect(try settings(variables, config: config, profile: "b").profileName == Setting("b", from: .program))
        #expect(try settings(["AWS_PROFILE": " "], config: config).profileName == Setting("default", from: .standard))
        let error = #expect(throws: SettingsError.self) { try settings(["AWS_PROFILE": "c"], config: config) }
        #expect(error?.code == .unknownProfile)
    }

    @Test func `a file is where its variable says, with home and variables filled in`() throws {
        let environment = Environment(
            ["AWS_CONFIG_FILE": "~/$DIR/${NAME}$", "DIR": "d", "NAME": "n"], home: "/home/me")
        let host = Host(
            environment: environment, files: ScriptedFiles(texts: ["/home/me/d/n$": "[default]\nregion = r"]),
            clock: ScriptedClock(now: Timestamp(seconds: 0)), entropy: ScriptedEntropy(),
            processes: ScriptedProcesses())
        #expect(try Settings(host: host).value(of: .region)?.value == "r")
    }

    /// A setting, its name in a profile, its variable, a text for it and what that is read as.
    struct Known: Sendable, CustomTestStringConvertible {
        let key: String
        let variable: String?
        let text: String
        let read: @Sendable (Settings) throws -> (value: String, origin: SettingOrigin)?

        init<Value>(_ name: SettingName<Value>, _ key: String, _ variable: String?, _ text: String) {
            (self.key, self.variable, self.text) = (key, variable, text)
            read = { settings in try settings.value(of: name).map { ("\($0.value)", $0.origin) } }
        }

        var testDescription: String { key }
    }

    static let known: [Known] = [
        Known(.caBundle, "ca_bundle", "AWS_CA_BUNDLE", "/ca.pem"),
        Known(.dataPath, "data_path", "AWS_DATA_PATH", "/models"),
        Known(.metadataTimeout, "metadata_service_timeout", "AWS_METADATA_SERVICE_TIMEOUT", "7"),
        Known(.metadataAttempts, "metadata_service_num_attempts", "AWS_METADATA_SERVICE_NUM_ATTEMPTS", "7"),
        Known(
            .metadataEndpoint, "ec2_metadata_service_endpoint", "AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://metadata"),
        Known(
            .metadataEndpointMode, "ec2_metadata_service_endpoint_mode", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
            "ipv6"),
        Known(.metadataV1Disabled, "ec2_metadata_v1_disabled", "AWS_EC2_METADATA_V1_DISABLED", "true"),
        Known(.metadataOverIPv6, "imds_use_ipv6", "AWS_IMDS_USE_IPV6", "true"),
        Known(.useDualstackEndpoint, "use_dualstack_endpoint", "AWS_USE_DUALSTACK_ENDPOINT", "true"),
        Known(.useFIPSEndpoint, "use_fips_endpoint", "AWS_USE_FIPS_ENDPOINT", "true"),
        Known(
            .ignoreConfiguredEndpointURLs, "ignore_configured_endpoint_urls", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
            "true"),
        Known(.parameterValidation, "parameter_validation", nil, "false"),
        Known(.monitoringEnabled, "csm_enabled", "AWS_CSM_ENABLED", "true"),
        Known(.monitoringHost, "csm_host", "AWS_CSM_HOST", "agent"),
        Known(.monitoringPort, "csm_port", "AWS_CSM_PORT", "7"),
        Known(.monitoringClientID, "csm_client_id", "AWS_CSM_CLIENT_ID", "me"),
        Known(.endpointDiscovery, "endpoint_discovery_enabled", "AWS_ENDPOINT_DISCOVERY_ENABLED", "true"),
        Known(.stsRegionalEndpoints, "sts_regional_endpoints", "AWS_STS_REGIONAL_ENDPOINTS", "legacy"),
        Known(.retryMode, "retry_mode", "AWS_RETRY_MODE", "adaptive"),
        Known(.defaultsMode, "defaults_mode", "AWS_DEFAULTS_MODE", "mobile"),
        Known(.maxAttempts, "max_attempts", "AWS_MAX_ATTEMPTS", "7"),
        Known(.userAgentAppID, "sdk_ua_app_id", "AWS_SDK_UA_APP_ID", "shop"),
        Known(
            .requestMinCompressionSize, "request_min_compression_size_bytes", "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES",
            "7"),
        Known(.disableRequestCompression, "disable_request_compression", "AWS_DISABLE_REQUEST_COMPRESSION", "true"),
        Known(.sigv4aSigningRegionSet, "sigv4a_signing_region_set", "AWS_SIGV4A_SIGNING_REGION_SET", "*"),
        Known(
            .requestChecksumCalculation, "request_checksum_calculation", "AWS_REQUEST_CHECKSUM_CALCULATION",
            "when_required"),
        Known(
            .responseChecksumValidation, "response_checksum_validation", "AWS_RESPONSE_CHECKSUM_VALIDATION",
            "when_required"),
        Known(.accountIDEndpointMode, "account_id_endpoint_mode", "AWS_ACCOUNT_ID_ENDPOINT_MODE", "required"),
        Known(
            .disableHostPrefixInjection, "disable_host_prefix_injection", "AWS_DISABLE_HOST_PREFIX_INJECTION", "true"),
        Known(.tcpKeepalive, "tcp_keepalive", "BOTOCORE_TCP_KEEPALIVE", "true"),
        Known(
            .s3DisableExpressSessionAuth, "s3_disable_express_session_auth", "AWS_S3_DISABLE_EXPRESS_SESSION_AUTH",
            "true"),
        Known(.s3UseARNRegion, "s3_use_arn_region", "AWS_S3_USE_ARN_REGION", "true"),
        Known(
            .s3USEast1RegionalEndpoint, "s3_us_east_1_regional_endpoint", "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT", "legacy"
        ),
    ]

    @Test(arguments: Self.known)
    func `a setting is found under its name in a profile, and in its variable before that`(_ known: Known) throws {
        let config = "[default]\n\(known.key) = \(known.text)"
        let profile = try #require(try known.read(settings(config: config)))
        #expect(profile.value == known.text)
        #expect(profile.origin == .file(path: "/home/me/.aws/config", line: 2))
        guard let variable = known.variable else { return }
        let environment = try #require(try known.read(settings([variable: known.text], config: config)))
        #expect(environment.value == known.text)
        #expect(environment.origin == .variable(variable))
    }

    @Test func `preferred auth schemes and the proxies' options are found`() throws {
        let variable = try settings(["AWS_AUTH_SCHEME_PREFERENCE": " sigv4a,\thttpBearerAuth "])
        #expect(try variable.value(of: .authSchemePreference)?.value == ["sigv4a", "httpBearerAuth"])
        let nested = try settings(
            config: """
                [default]
                proxies_config =
                  proxy_ca_bundle = /ca.pem
                  proxy_client_cert = /client.pem
                  proxy_use_forwarding_for_https = true
                """)
        #expect(try nested.value(of: .proxyCABundle)?.value == "/ca.pem")
        #expect(try nested.value(of: .proxyClientCertificate)?.value == "/client.pem")
        #expect(try nested.value(of: .proxyForwardsSecureRequests)?.value == true)
    }

    @Test func `an endpoint URL is looked for in four places`() throws {
        let config = """
            [default]
            endpoint_url = http://profile
            services = s
            [services s]
            elastic_beanstalk =
              endpoint_url = http://section
            """
        let all = ["AWS_ENDPOINT_URL": "http://all", "AWS_ENDPOINT_URL_ELASTIC_BEANSTALK": "http://one"]
        func url(_ variables: [String: String], _ service: String = "Elastic Beanstalk") throws -> String? {
            try settings(variables, config: config).endpointURL(serviceID: service)?.value
        }
        #expect(try url(all) == "http://one")
        #expect(try url(["AWS_ENDPOINT_URL": "http://all"]) == "http://all")
        #expect(try url([:]) == "http://section")
        #expect(try url([:], "S3") == "http://profile")
        #expect(try url(["AWS_ENDPOINT_URL": "http://all", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"]) == nil)
        let missing = try settings(config: "[default]\nservices = t")
        let error = #expect(throws: SettingsError.self) { try missing.endpointURL(serviceID: "S3") }
        #expect(error?.origin == .file(path: "/home/me/.aws/config", line: 2))
    }

    @Test func `a defaults mode stands in where nobody says anything`() async throws {
        let text = """
            {"base":{"retryMode":"standard","stsRegionalEndpoints":"regional","s3UsEast1RegionalEndpoints":"regional",
             "connectTimeoutInMillis":1100},"modes":{"in-region":{},"mobile":{"connectTimeoutInMillis":{"override":30000}},
             "slow":{"connectTimeoutInMillis":{"multiply":2}}}}
            """
        let document = try Array(text.utf8).withUnsafeBytes { bytes in
            var reader = JSONReader(bytes)
            return try reader.readDocument()
        }
        let modes = DefaultsModes(document)
        #expect(modes.names == ["in-region", "mobile", "slow"])
        #expect(modes["mobile"]?.connectTimeout == .seconds(30))
        #expect(modes["slow"]?.connectTimeout == .milliseconds(2200))
        #expect(modes["legacy"] == nil)
        var chosen = try settings(config: "[default]\nsts_regional_endpoints = legacy", .botocore)
        #expect(try chosen.value(of: .s3USEast1RegionalEndpoint) == nil)
        chosen.defaultsMode = modes["in-region"]
        #expect(try chosen.value(of: .s3USEast1RegionalEndpoint)?.value == "regional")
        #expect(try chosen.value(of: .retryMode)?.value == "standard")
        #expect(try chosen.value(of: .stsRegionalEndpoints)?.value == "legacy")
        let blank = try settings(config: "[default]\nsts_regional_endpoints =", .botocore)
        #expect(try blank.value(of: .stsRegionalEndpoints)?.value == "regional")
    }

    @Test(
        arguments: [
            (["AWS_EXECUTION_ENV": "x", "AWS_REGION": "a"], nil, "in-region"),
            (["AWS_EXECUTION_ENV": "x", "AWS_DEFAULT_REGION": "b"], nil, "cross-region"),
            ([:], "a", "in-region"), ([:], "b", "cross-region"), ([:], nil, "standard"),
            (["AWS_EC2_METADATA_DISABLED": "TRUE"], "a", "standard"),
        ] as [([String: String], String?, String)])
    func `the automatic mode tells where the program runs`(
        _ variables: [String: String], _ instance: String?, _ mode: String
    ) async {
        let environment = Environment(variables, home: "/")
        #expect(await DefaultsModes.automatic(for: "a", in: environment) { instance } == mode)
    }
}
