import IniaHost
import IniaIdentity
import IniaPrimitives
import IniaSettings
import IniaSigning
import Testing

@Suite struct MachineTests {
    private let answer =
        #"{"Code":"Success","AccessKeyId":"M","SecretAccessKey":"s","Token":"t","Expiration":"2030-01-01T00:00:00Z"}"#

    @Test func `an instance's role is asked for with a token`() async throws {
        let world = try World(answers: [(200, "token"), (200, "role"), (200, answer)])
        #expect(try await MetadataSource(world.identity).load()?.accessKeyID == "M")
        let base = "http://169.254.169.254/latest"
        #expect(
            world.http.requests == [
                "PUT \(base)/api/token", "GET \(base)/meta-data/iam/security-credentials/",
                "GET \(base)/meta-data/iam/security-credentials/role",
            ])
        #expect(world.http.header("x-aws-ec2-metadata-token-ttl-seconds", ofRequest: 0) == "21600")
        #expect(world.http.header("x-aws-ec2-metadata-token", ofRequest: 2) == "token")
    }

    @Test func `an instance that knows no tokens is asked without, unless that is forbidden`() async throws {
        let world = try World(answers: [(404, ""), (200, "role"), (200, answer)])
        #expect(try await MetadataSource(world.identity).load()?.accessKeyID == "M")
        let strict = try World(
            ["AWS_EC2_METADATA_V1_DISABLED": "true"], answers: [(404, ""), (200, "role"), (200, answer)])
        await #expect(throws: IdentityError.self) { try await MetadataSource(strict.identity).load() }
        #expect(strict.http.requests.count == 1)
    }

    @Test func `a service that is disabled or silent has no credentials`() async throws {
        let disabled = try World(["AWS_EC2_METADATA_DISABLED": "True"], answers: [(200, "token")])
        #expect(try await MetadataSource(disabled.identity).load() == nil)
        #expect(disabled.http.requests == [])
        #expect(try await MetadataSource(try World().identity).load() == nil)
        #expect(try await MetadataSource(try World(answers: [(400, "")]).identity).load() == nil)
    }

    @Test func `an end that is near is put off, for the service may be unable to renew`() async throws {
        let soon = answer.replacing("2030-01-01T00:00:00Z", with: "1970-01-12T13:50:00Z")
        let world = try World(answers: [(200, "token"), (200, "role"), (200, soon)])
        let end = try await MetadataSource(world.identity).load()?.expiration
        #expect(end == Timestamp(seconds: 1_000_000 + 15 * 60 + 120 + 240))
    }

    @Test func `an instance tells its region`() async throws {
        let world = try World(
            ["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "IPv6"], answers: [(200, "token"), (200, "eu-west-1b")])
        let service = try InstanceMetadata(world.identity.settings, http: world.http, userAgent: "test")
        #expect(try await service.region() == "eu-west-1")
        #expect(
            world.http.requests[1] == "GET http://[fd00:ec2::254]/latest/meta-data/placement/availability-zone/")
    }

    @Test(arguments: [
        ("http://127.0.0.9/x", true), ("http://169.254.170.23/x", true), ("http://[fd00:ec2::23]/x", true),
        ("http://[::1]/x", true), ("http://localhost/x", true), ("https://example.com/x", true),
        ("http://example.com/x", false), ("http://127.0.0.1.example.com/x", false), ("http://169.254.170.3/x", false),
        ("http://127.1/x", false), ("/x", false),
    ]) func `a container's credentials come from trusted places alone`(_ url: String, _ isTrusted: Bool) async throws {
        let world = try World(["AWS_CONTAINER_CREDENTIALS_FULL_URI": url], answers: [(200, answer)])
        let source = ContainerSource(world.identity)
        if isTrusted {
            #expect(try await source.load()?.accessKeyID == "M")
        } else {
            await #expect(throws: IdentityError.self) { try await source.load() }
            #expect(world.http.requests == [])
        }
    }

    @Test func `a container's service is asked three times, with a second in between`() async throws {
        let world = try World(
            ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "https://x/"], answers: [(500, ""), (200, "{"), (200, answer)])
        #expect(try await ContainerSource(world.identity).load()?.accessKeyID == "M")
        #expect(world.clock.sleeps == [.seconds(1), .seconds(1)])
    }

    @Test func `a container's service is not asked again where it gives credentials with a part missing`() async throws
    {
        let part = #"{"AccessKeyId":"M","SecretAccessKey":"s","Expiration":"2030-01-01T00:00:00Z"}"#
        let world = try World(
            ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "https://x/"], answers: [(200, part), (200, answer)])
        await #expect(throws: IdentityError.self) { try await ContainerSource(world.identity).load() }
        #expect(world.http.requests == ["GET https://x/"])
        #expect(world.clock.sleeps == [])
    }

    @Test(arguments: [
        ("\"\"", nil), ("null", nil), ("\"0123\"", "0123"), ("123456789012", "123456789012"), ("42", "000000000042"),
    ]) func `an account is a text or a number`(_ json: String, _ account: String?) async throws {
        let answer = answer.replacing("\"M\"", with: "\"M\",\"AccountId\":\(json)")
        let world = try World(["AWS_CONTAINER_CREDENTIALS_FULL_URI": "https://x/"], answers: [(200, answer)])
        #expect(try await ContainerSource(world.identity).load()?.accountID == account)
    }

    @Test func `a container's token is read from its file each time, and must fit a header`() async throws {
        let variables = [
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": "https://x/", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/token",
        ]
        let world = try World(variables, files: ["/token": "one"], answers: [(200, answer), (200, answer)])
        let source = ContainerSource(world.identity)
        _ = try await source.load()
        world.files.replace("/token", with: Bytes(utf8: "two"))
        _ = try await source.load()
        #expect((0...1).map { world.http.header("Authorization", ofRequest: $0) } == ["one", "two"])
        world.files.replace("/token", with: Bytes(utf8: "thr\nee"))
        let error = await #expect(throws: IdentityError.self) { try await source.load() }
        #expect(error?.description.contains("thr") == false)
    }
}
