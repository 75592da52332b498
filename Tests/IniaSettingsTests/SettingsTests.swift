import IniaFormats
import IniaHost
import IniaPrimitives
import IniaSettings
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
