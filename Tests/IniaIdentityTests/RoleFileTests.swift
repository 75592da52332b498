import IniaHost
import IniaIdentity
import IniaPrimitives
import IniaShapes
import IniaSigning
import Testing

/// Credentials of roles in files, as botocore's `JSONFileCache` and the aws command line keep them. Names and contents
/// are those that botocore 1.43.11 writes for the same roles.
@Suite struct RoleFileTests {
    private let config = """
        [default]
        role_arn = arn:aws:iam::123456789012:role/R
        external_id = é
        duration_seconds = 900
        source_profile = default
        aws_access_key_id = k
        aws_secret_access_key = s
        """
    private let path = "/home/.aws/cli/cache/ca2c0326a6528a7d0190595d015a993567996a7f.json"
    private let content =
        #"{"Credentials": {"AccessKeyId": "A", "SecretAccessKey": "S", "SessionToken": "T", "#
        + #""Expiration": "1970-01-12T14:46:40UTC", "AccountId": "123456789012"}, "#
        + #""AssumedRoleUser": {"AssumedRoleId": "I", "Arn": "arn:aws:sts::123456789012:assumed-role/R/s"}}"#
    private let credentials = Credentials(
        accessKeyID: "A", secretAccessKey: "S", sessionToken: "T", accountID: "123456789012",
        expiration: Timestamp(seconds: 1_003_600))

    private func identity(_ world: World) -> Identity {
        var identity = world.identity
        identity.credentialFolder = "~/.aws/cli/cache"
        return identity
    }

    private func answer() -> Result<Value, any Error> {
        .success([
            "AssumedRoleUser": ["AssumedRoleId": "I", "Arn": "arn:aws:sts::123456789012:assumed-role/R/s"],
            "Credentials": [
                "AccessKeyId": "A", "SecretAccessKey": "S", "SessionToken": "T",
                "Expiration": Value(Timestamp(seconds: 1_003_600)),
            ],
        ])
    }

    @Test func `credentials of a role are kept as botocore keeps them`() async throws {
        let world = try World(config: config, outputs: [answer()])
        #expect(try await identity(world).chain().load() == credentials)
        #expect(world.files.read(path)?.text == content)
    }

    @Test func `credentials that another program has kept are used, and no role is assumed`() async throws {
        let world = try World(config: config, files: [path: content])
        let found = try await identity(world).chain().load()
        #expect(found == credentials)
        #expect(found?.features == ["i", "o"])
        #expect(world.services.calls.isEmpty)
    }

    @Test(arguments: [
        "1970-01-12T14:01:39UTC", "never", "",
    ]) func `what is kept and ends within 15 minutes, or cannot be read, is fetched anew`(_ end: String) async throws {
        let old = content.replacing("1970-01-12T14:46:40UTC", with: end)
        let world = try World(config: config, files: [path: old], outputs: [answer()])
        #expect(try await identity(world).chain().load() == credentials)
        #expect(world.files.read(path)?.text == content)
    }

    @Test func `nothing is kept where no folder is named`() async throws {
        let world = try World(config: config, files: [path: content], outputs: [role("B")])
        #expect(try await world.identity.chain().load()?.accessKeyID == "B")
        #expect(world.files.read(path)?.text == content)
    }

    @Test func `a web identity's role is kept by its name alone`() async throws {
        let world = try World(
            [
                "AWS_WEB_IDENTITY_TOKEN_FILE": "/token", "AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/R",
                "AWS_ROLE_SESSION_NAME": "n",
            ], files: ["/token": "one"], outputs: [answer()])
        let found = try await identity(world).chain().load()
        #expect(found?.features == ["h", "k"])
        #expect(
            world.files.read("/home/.aws/cli/cache/db0094f6e5471ee38d47b49d69e0b0fd1307a898.json")?.text == content)
        #expect(try await identity(world).chain().load() == credentials)
        #expect(world.services.calls.count == 1)
    }

    @Test(arguments: [
        ("sso_start_url = https://x/start\nsso_region = us-east-1", "dc90d54c042f8015ac93adc4a91e869bffd2a307", "tu"),
        (
            "sso_session = dev\n[sso-session dev]\nsso_start_url = https://x/start\nsso_region = us-east-1",
            "f3e256d390b84d1adc4b58099f127610550e0022", "rs"
        ),
    ]) func `a role by way of SSO is kept too`(_ profile: String, _ name: String, _ features: String) async throws {
        let kept =
            #"{"ProviderType": "sso", "Credentials": {"AccessKeyId": "A", "SecretAccessKey": "S", "SessionToken": "T", "#
            + #""Expiration": "1970-01-12T14:46:40Z", "AccountId": "123456789012"}}"#
        let world = try World(
            config: "[default]\nsso_role_name = R\nsso_account_id = 123456789012\n" + profile,
            files: ["/home/.aws/cli/cache/\(name).json": kept])
        let found = try await identity(world).chain().load()
        #expect(found == credentials)
        #expect(found?.features == Set(features.map(String.init)))
    }
}
