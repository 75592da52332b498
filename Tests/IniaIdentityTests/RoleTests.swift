import IniaHost
import IniaIdentity
import IniaPrimitives
import IniaSettings
import IniaShapes
import IniaSigning
import Synchronization
import Testing

@Suite struct RoleTests {
    private let keys = "aws_access_key_id = k\naws_secret_access_key = s\n"

    @Test func `roles are assumed one with the other's credentials`() async throws {
        let world = try World(
            config: """
                [default]
                role_arn = arn:A
                source_profile = b
                [profile b]
                role_arn = arn:B
                external_id = ext
                duration_seconds = 900
                role_session_name = me
                source_profile = c
                [profile c]
                \(keys)
                """, outputs: [role("B"), role("A")])
        let credentials = try await world.identity.chain().load()
        #expect(
            credentials
                == Credentials(
                    accessKeyID: "A", secretAccessKey: "S", sessionToken: "T", accountID: "123456789012",
                    expiration: Timestamp(seconds: 1_003_600)))
        let calls = world.services.calls
        #expect(calls.map(\.name) == ["sts AssumeRole", "sts AssumeRole"])
        #expect(calls.map(\.accessKeyID) == ["k", "B"])
        #expect(
            calls[0].input == [
                "RoleArn": "arn:B", "RoleSessionName": "me", "ExternalId": "ext", "DurationSeconds": 900,
            ])
        #expect(calls[1].input["RoleSessionName"] == "inia-session-1000000")
    }

    @Test func `a role is assumed anew with credentials that are remembered`() async throws {
        let world = try World(
            config:
                "[default]\nrole_arn = arn:A\nsource_profile = b\n[profile b]\nrole_arn = arn:B\nsource_profile = b\n"
                + keys, outputs: [role("1", end: 1_000_599), role("2")])
        let cache = world.identity.credentials()
        #expect(try await cache.credentials()?.accessKeyID == "1")
        #expect(try await cache.credentials()?.accessKeyID == "2")
        #expect(world.services.calls.map(\.accessKeyID) == ["k", "k"])
    }

    @Test(arguments: [
        ("role_arn = a", "missing: source_profile or credential_source"),
        ("role_arn = a\nsource_profile = b\ncredential_source = Environment", "contains both"),
        ("role_arn = a\nsource_profile = none", "does not exist"),
        ("role_arn = a\nsource_profile = default", "Infinite loop"),
        ("role_arn = a\nsource_profile = b\n[profile b]\nrole_arn = b\nsource_profile = default", "Infinite loop"),
        ("role_arn = a\nsource_profile = b\n[profile b]\nx = y", "must have credentials"),
        ("role_arn = a\ncredential_source = environment", "is not valid"),
        ("role_arn = a\ncredential_source = Environment", "No credentials found"),
    ]) func `a role that makes no sense is reported`(_ profile: String, _ words: String) async throws {
        let world = try World(config: "[default]\n" + profile)
        let error = await #expect(throws: IdentityError.self) { try await world.identity.chain().load() }
        #expect(error?.message.contains(words) == true)
        #expect(error?.origin != nil)
    }

    @Test func `a code of a second factor is asked for once`() async throws {
        let world = try World(
            config: "[default]\nrole_arn = a\nsource_profile = default\nmfa_serial = m\n" + keys,
            outputs: [role("1", end: 1_000_599), role("2")])
        var identity = world.identity
        let asked = Mutex<[String]>([])
        identity.secondFactorCode = { serial in
            asked.withLock { $0.append(serial) }
            return "123456"
        }
        let cache = identity.credentials()
        #expect(try await cache.credentials()?.accessKeyID == "1")
        #expect(world.services.calls[0].input["SerialNumber"] == "m")
        #expect(world.services.calls[0].input["TokenCode"] == "123456")
        let error = await #expect(throws: IdentityError.self) { try await cache.credentials() }
        #expect(error?.code == .secondFactor)
        #expect(asked.withLock { $0 } == ["m"])
    }

    @Test func `a web identity's token is read anew for each call, which nobody signs`() async throws {
        let world = try World(
            ["AWS_WEB_IDENTITY_TOKEN_FILE": "/token", "AWS_ROLE_ARN": "arn:W"], files: ["/token": "one"],
            outputs: [role("1", end: 1_000_599), role("2")])
        let cache = world.identity.credentials()
        _ = try await cache.credentials()
        world.files.replace("/token", with: Bytes(utf8: "two"))
        #expect(try await cache.credentials()?.accessKeyID == "2")
        #expect(world.services.calls.map(\.name) == Array(repeating: "sts AssumeRoleWithWebIdentity", count: 2))
        #expect(world.services.calls.map(\.accessKeyID) == [nil, nil])
        #expect(world.services.calls.map { $0.input["WebIdentityToken"] } == ["one", "two"])
    }

    @Test func `an empty name of a session is none`() async throws {
        let named = try World(
            [
                "AWS_WEB_IDENTITY_TOKEN_FILE": "/token", "AWS_ROLE_ARN": "arn:W", "AWS_ROLE_SESSION_NAME": "",
            ], files: ["/token": "one"], outputs: [role("1")], preset: .botocore)
        _ = try await named.identity.chain().load()
        #expect(named.services.calls.map { $0.input["RoleSessionName"] } == ["botocore-session-1000000"])
        let profile = try World(
            config: "[default]\nrole_arn = arn:A\nsource_profile = default\nrole_session_name =\n\(keys)",
            outputs: [role("1")], preset: .botocore)
        _ = try await profile.identity.chain().load()
        #expect(profile.services.calls.map { $0.input["RoleSessionName"] } == ["botocore-session-1000000"])
    }
}
