import IniaDigests
import IniaHTTP
import IniaHost
import IniaIdentity
import IniaPrimitives
import IniaShapes
import IniaSigning
import IniaText
import Testing

@Suite struct SignOnTests {
    private let config = """
        [default]
        sso_session = s
        sso_account_id = 1
        sso_role_name = r
        login_session = me
        [sso-session s]
        sso_region = eu-west-1
        sso_start_url = https://start
        """
    /// The SHA-1 of `s`.
    private let tokenPath = "/home/.aws/sso/cache/a0f1490a20d0211c997b44bc357e1972deab8ae3.json"
    private let roleCredentials: Result<Value, any Error> = .success([
        "roleCredentials": [
            "accessKeyId": "SSO", "secretAccessKey": "s", "sessionToken": "t", "expiration": 1_003_600_000,
        ]
    ])

    private func token(_ end: String, _ more: String = "") -> String {
        #"{"accessToken":"old","expiresAt":"\#(end)"\#(more)}"#
    }

    @Test func `a token of a sign-in is exchanged for a role's credentials`() async throws {
        let world = try World(
            config: config, files: [tokenPath: token("2030-01-01T00:00:00Z")], outputs: [roleCredentials])
        let credentials = try await SSOSource(world.identity, profile: "default").load()
        #expect(
            credentials
                == Credentials(
                    accessKeyID: "SSO", secretAccessKey: "s", sessionToken: "t", accountID: "1",
                    expiration: Timestamp(seconds: 1_003_600)))
        let call = try #require(world.services.calls.first)
        #expect(call.name == "sso GetRoleCredentials" && call.region == "eu-west-1" && call.accessKeyID == nil)
        #expect(call.input == ["roleName": "r", "accountId": "1", "accessToken": "old"])
    }

    /// What AWS refuses, and the error that all others get of it.
    private struct Refused: Error, Equatable { let code: String }

    private func refusal(_ code: String, _ fields: Value = .null) -> Result<Value, any Error> {
        .failure(ServiceRefusal(code: code, fields: fields, cause: Refused(code: code)))
    }

    @Test(arguments: [("UnauthorizedException", IdentityError.Code.signInRequired), ("TooMany", .retrieval)])
    func `a refusal of SSO is told with what AWS said`(code: String, meant: IdentityError.Code) async throws {
        let world = try World(
            config: config, files: [tokenPath: token("2030-01-01T00:00:00Z")], outputs: [refusal(code)])
        let error = await #expect(throws: IdentityError.self) {
            try await SSOSource(world.identity, profile: "default").load()
        }
        #expect(error?.code == meant && error?.cause as? Refused == Refused(code: code))
    }

    @Test func `a token whose renewal is refused is used to its end, and no longer`() async throws {
        let more =
            #","refreshToken":"r","clientId":"c","clientSecret":"cs","registrationExpiresAt":"2030-01-01T00:00:00Z""#
        let soon = try World(
            config: config, files: [tokenPath: token("1970-01-12T13:50:00Z", more)], outputs: [refusal("Any")])
        #expect(try await soon.identity.tokens().token()?.text == "old")
        let ended = try World(
            config: config, files: [tokenPath: token("1970-01-01T00:00:00Z", more)], outputs: [refusal("Any")])
        let error = await #expect(throws: IdentityError.self) { try await ended.identity.tokens().token() }
        #expect(error?.code == .expired && ended.services.calls.count == 1)
    }

    @Test func `a token that ends soon is renewed and kept`() async throws {
        let more =
            #","refreshToken":"r","clientId":"c","clientSecret":"cs","registrationExpiresAt":"2030-01-01T00:00:00Z""#
        let world = try World(
            config: config, files: [tokenPath: token("1970-01-12T13:50:00Z", more)],
            outputs: [.success(["accessToken": "new", "expiresIn": 3600, "refreshToken": "r2"])])
        let renewed = try await world.identity.tokens().token()
        #expect(renewed == BearerToken("new", expiration: Timestamp(seconds: 1_003_600)))
        #expect(world.services.calls.map(\.name) == ["sso-oidc CreateToken"])
        #expect(
            world.files.read(tokenPath)?.text
                == #"{"startUrl": "https://start", "region": "eu-west-1", "accessToken": "new", "#
                + #""expiresAt": "1970-01-12T14:46:40Z", "clientId": "c", "clientSecret": "cs", "#
                + #""registrationExpiresAt": "2030-01-01T00:00:00Z", "refreshToken": "r2"}"#)
    }

    @Test func `a token that ended and cannot be renewed wants a new sign-in`() async throws {
        let world = try World(config: config, files: [tokenPath: token("1970-01-01T00:00:00Z")])
        let error = await #expect(throws: IdentityError.self) { try await world.identity.tokens().token() }
        #expect(error?.code == .expired)
        let none = try World(config: config)
        let missing = await #expect(throws: IdentityError.self) { try await none.identity.tokens().token() }
        #expect(missing?.code == .signInRequired)
    }

    @Test func `a service may have a token of its own in the environment`() async throws {
        let world = try World(["AWS_BEARER_TOKEN_BEDROCK": "b"])
        #expect(try await world.identity.tokens(signingName: "bedrock").token() == BearerToken("b"))
        #expect(try await world.identity.tokens(signingName: "s3").token() == nil)
    }

    /// The file of a login, named by the SHA-256 of `me`.
    private let loginPath =
        "/home/.aws/login/cache/2744ccd10c7533bd736ad890f9dd5cab2adb27b07d500b9493f29cdc420cb2e0.json"
    private var login: String {
        let pem =
            #"-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg+PNauWi/ihtwHHbq\n"#
            + #"1tgc8Vgpwx0qQlNSN38y+z0igWehRANCAAR2Ntw6BXJ1v8jb9XjzKZJ+gL5f/3Jq\n"#
            + #"IqiH2PUGKWxoFwNlcNB83FivEXEzlTbuCQK5OezOYb3gbvHuzKkB0nDX\n-----END PRIVATE KEY-----"#
        return
            #"{"accessToken":{"accessKeyId":"L","secretAccessKey":"s","sessionToken":"t","accountId":"7","#
            + #""expiresAt":"1970-01-12T13:50:00Z"},"clientId":"c","refreshToken":"r","dpopKey":"\#(pem)","idToken":"i"}"#
    }

    @Test func `a login is renewed with a proof of its key`() async throws {
        let output: Value = [
            "tokenOutput": [
                "accessToken": ["accessKeyId": "L2", "secretAccessKey": "s2", "sessionToken": "t2"],
                "expiresIn": 3600, "refreshToken": "r2",
            ]
        ]
        let world = try World(config: config, files: [loginPath: login], outputs: [.success(output)])
        let source = LoginSource(world.identity, profile: "default")
        #expect(
            try await source.load()
                == Credentials(
                    accessKeyID: "L2", secretAccessKey: "s2", sessionToken: "t2", accountID: "7",
                    expiration: Timestamp(seconds: 1_003_600)))
        #expect(try await source.load()?.accessKeyID == "L2")
        let call = try #require(world.services.calls.first)
        #expect(world.services.calls.count == 1 && call.name == "signin CreateOAuth2Token")
        #expect(try proof(by: try #require(call.amend)) == ["dpop+jwt", "POST", "https://x/v1/token"])
        #expect(world.files.read(loginPath)?.text.contains(#""idToken": "i""#) == true)
    }

    @Test(arguments: [
        ("TOKEN_EXPIRED", IdentityError.Code.signInRequired), ("USER_CREDENTIALS_CHANGED", .signInRequired),
        ("INSUFFICIENT_PERMISSIONS", .retrieval), ("ELSE", .retrieval),
    ])
    func `a refused login says whether to sign in again`(reason: String, meant: IdentityError.Code) async throws {
        let world = try World(
            config: config, files: [loginPath: login],
            outputs: [refusal("AccessDeniedException", ["error": Value(reason)])])
        let error = await #expect(throws: IdentityError.self) {
            try await LoginSource(world.identity, profile: "default").load()
        }
        #expect(error?.code == meant && error?.cause as? Refused == Refused(code: "AccessDeniedException"))
    }

    /// The parts of the proof that is added to a request.
    private func proof(by amend: (inout HTTPRequest) throws -> Void) throws -> [String?] {
        var request = HTTPRequest(method: "POST", url: try #require(HTTPURL("https://x/v1/token")))
        try amend(&request)
        let parts = try #require(request.headers["DPoP"]).split(separator: ".").map { part in
            let padded = String(part).replacing("-", with: "+").replacing("_", with: "/")
            return Base64.decode(padded + String(repeating: "=", count: (4 - padded.count % 4) % 4)) ?? Bytes()
        }
        #expect(parts.count == 3 && parts[2].count == 64)
        return [
            try document(parts[0])["typ"]?.asString, try document(parts[1])["htm"]?.asString,
            try document(parts[1])["htu"]?.asString,
        ]
    }

    private func document(_ bytes: Bytes) throws -> Document {
        try bytes.withUnsafeBytes { memory in
            var reader = JSONReader(memory)
            return try reader.readDocument()
        }
    }
}
