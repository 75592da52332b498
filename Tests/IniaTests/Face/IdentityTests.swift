import Inia
import IniaTesting
import Testing

/// Who signs a session's calls.
@Suite struct IdentityTests {
    private static let profile = """
        [default]
        region = us-west-2
        role_arn = arn:aws:iam::123456789012:role/R
        source_profile = default
        aws_access_key_id = k
        aws_secret_access_key = s
        """

    private static func assumed(_ key: String) -> ScriptedReply {
        .xml(
            """
            <R><AssumeRoleResult><Credentials><AccessKeyId>\(key)</AccessKeyId><SecretAccessKey>s</SecretAccessKey>\
            <SessionToken>t</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>\
            </AssumeRoleResult></R>
            """)
    }

    private func session(_ http: ScriptedHTTPClient, _ profile: String = Self.profile) -> Session {
        var config = Config()
        config.httpClient = http
        let files = ScriptedFiles(texts: ["/home/.aws/config": profile])
        return Session(config, host: .scripted(home: "/home", files: files), models: Wire.models)
    }

    @Test func `what a session throws for want of credentials can be told apart`() async throws {
        let half = session(ScriptedHTTPClient([]), "[default]\naws_access_key_id = k\n")
        let error = await #expect(throws: IdentityError.self) { try await half.credentials() }
        #expect(error?.code == .incomplete && error?.origin == .file(path: "/home/.aws/config", line: 2))
        let broken = session(ScriptedHTTPClient([]), "[default\n")
        let other = await #expect(throws: SettingsError.self) { try await broken.credentials() }
        #expect(other?.code == .malformedFile)
    }

    @Test func `what AWS refuses a role with is the cause of the error`() async throws {
        let refusal = ScriptedReply.response(
            403, headers: [("Content-Type", "text/xml")],
            "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>")
        let error = await #expect(throws: IdentityError.self) {
            try await session(ScriptedHTTPClient([refusal])).credentials()
        }
        let cause = error?.cause as? ServiceError
        #expect(error?.code == .retrieval && cause?.code == "AccessDenied" && cause?.operation == "AssumeRole")
    }

    @Test func `a sign-in that AWS no longer knows has to be made again`() async throws {
        var config = Config()
        config.httpClient = ScriptedHTTPClient([
            .response(401, headers: [("x-amzn-ErrorType", "UnauthorizedException")], "{\"message\": \"no\"}")
        ])
        let profile = """
            [default]
            sso_session = s
            sso_account_id = 1
            sso_role_name = r
            [sso-session s]
            sso_region = eu-west-1
            sso_start_url = https://start
            """
        let files = ScriptedFiles(texts: [
            "/home/.aws/config": profile,
            // The SHA-1 of `s`.
            "/home/.aws/sso/cache/a0f1490a20d0211c997b44bc357e1972deab8ae3.json":
                "{\"accessToken\": \"t\", \"expiresAt\": \"2100-01-01T00:00:00Z\"}",
        ])
        let session = Session(config, host: .scripted(home: "/home", files: files), models: Wire.models)
        let error = await #expect(throws: IdentityError.self) { try await session.credentials() }
        #expect(error?.code == .signInRequired)
        #expect((error?.cause as? ServiceError)?.operation == "GetRoleCredentials")
    }

    @Test func `clients share the session's role, but not one that goes another way to it`() async throws {
        let http = ScriptedHTTPClient([Self.assumed("ONE"), .response(200, "{}"), .response(200, "{}")])
        let other = ScriptedHTTPClient([Self.assumed("TWO"), .response(200, "{}")])
        let session = session(http)
        try await session.client("sqs").listQueues()
        try await session.client("sqs") { $0.readTimeout = .seconds(5) }.listQueues()
        try await session.client("sqs") { $0.httpClient = other }.listQueues()
        #expect(
            http.requests.map(\.request.url.host) == [
                "sts.us-west-2.amazonaws.com", "sqs.us-west-2.amazonaws.com", "sqs.us-west-2.amazonaws.com",
            ])
        #expect(other.requests.last?["Authorization"]?.contains("Credential=TWO/") == true)
    }

    @Test func `a client that asks another person for the code has a role of its own`() async throws {
        let http = ScriptedHTTPClient([
            Self.assumed("ONE"), .response(200, "{}"), Self.assumed("TWO"), .response(200, "{}"),
        ])
        let session = session(http, Self.profile + "\nmfa_serial = arn:aws:iam::123456789012:mfa/me")
        try await session.client("sqs") { $0.secondFactorCode = { _ in "111111" } }.listQueues()
        try await session.client("sqs") { $0.secondFactorCode = { _ in "222222" } }.listQueues()
        let bodies = [0, 2].map { http.requests[$0].body.text }
        #expect(bodies[0].contains("TokenCode=111111") && bodies[1].contains("TokenCode=222222"))
        #expect(http.requests.last?["Authorization"]?.contains("Credential=TWO/") == true)
    }

    @Test func `a role is assumed in the region of the client that needs it`() async throws {
        let http = ScriptedHTTPClient([
            Self.assumed("ONE"), .response(200, "{}"), Self.assumed("TWO"), .response(200, "{}"),
        ])
        let session = session(http)
        try await session.client("sqs").listQueues()
        try await session.client("sqs") { $0.region = "eu-west-1" }.listQueues()
        #expect(
            http.requests.map(\.request.url.host) == [
                "sts.us-west-2.amazonaws.com", "sqs.us-west-2.amazonaws.com", "sts.eu-west-1.amazonaws.com",
                "sqs.eu-west-1.amazonaws.com",
            ])
    }

    @Test func `credentials in code come before the chain, which nobody asks for a call that is not signed`()
        async throws
    {
        let http = ScriptedHTTPClient(Array(repeating: .response(200, "{}"), count: 3))
        let session = session(http)
        try await session.client("sqs") {
            $0.credentials = .fixed(Credentials(accessKeyID: "CODE", secretAccessKey: "s"))
        }.listQueues()
        try await session.client("sqs") { $0.signatureVersion = "unsigned" }.listQueues()
        #expect(http.requests.count == 2)
        #expect(http.requests[0]["Authorization"]?.contains("Credential=CODE/") == true)
        #expect(http.requests[1]["Authorization"] == nil)
        let error = await #expect(throws: CallError.self) {
            try await session.client("sqs") { $0.credentials = CredentialChoice.none }.listQueues()
        }
        #expect(error?.code == .credentials)
        #expect(http.requests.count == 2)
    }

    @Test func `a token of the environment goes with the calls of its service alone`() async throws {
        let environment = ["AWS_BEARER_TOKEN_BEDROCK": "token"]
        let reply = ScriptedReply.response(200, "{}")
        let bedrock = try Wire("bedrock", [reply], environment: environment)
        let sent = try await bedrock.sent("ListCustomModels")
        #expect(sent["Authorization"] == "Bearer token")
        let other = try await Wire("sqs", [reply], environment: environment).sent("ListQueues")
        #expect(other["Authorization"]?.hasPrefix("AWS4-HMAC-SHA256 ") == true)
    }

    @Test func `the user agent tells where the credentials came from`() async throws {
        let http = ScriptedHTTPClient([Self.assumed("ONE"), .response(200, "{}")])
        try await session(http).client("sqs").listQueues()
        let features = http.requests.map { request -> Set<Substring> in
            let metrics = request["User-Agent"]?.split(separator: " ").first { $0.hasPrefix("m/") }
            return Set(metrics?.dropFirst(2).split(separator: ",") ?? [])
        }
        #expect(features[0].isSuperset(of: ["n", "o"]) && !features[0].contains("i"))
        #expect(features[1].isSuperset(of: ["i", "n", "o"]))
        let wire = try Wire("sqs", [.response(200, "{}")])
        try await wire.client.listQueues()
        #expect(wire.http.requests[0]["User-Agent"]?.contains(" m/E,Z,b,e ") == true)
    }

    @Test func `a profile chooses among a service's API versions`() async throws {
        let http = ScriptedHTTPClient([.xml("<R/>"), .xml("<R/>")])
        let profile = "[default]\nregion = us-west-2\napi_versions =\n  made = 2015-01-01\n"
        let model = { (version: String) in
            #"{"metadata":{"apiVersion":"\#(version)","protocol":"query","endpointPrefix":"made","serviceId":"Made","#
                + #""signatureVersion":"v4"},"operations":{"Go":{"name":"Go","http":{"method":"POST","#
                + #""requestUri":"/"}}},"shapes":{}}"#
        }
        let checkout = #filePath.split(separator: "/").dropLast(4).map { "/\($0)" }.joined()
        let common = try ["sdk-default-configuration", "partitions", "endpoints", "retry"].map { name in
            ("/mine/\(name).jsonl", try PosixFiles().read("\(checkout)/models/\(name).jsonl")?.text ?? "")
        }
        let files = ScriptedFiles(
            texts: Dictionary(common) { $1 }.merging([
                "/home/.aws/config": profile, "/mine/made/2015-01-01/service-2.json": model("2015-01-01"),
                "/mine/made/2016-01-01/service-2.json": model("2016-01-01"),
            ]) { $1 })
        var config = Config()
        config.httpClient = http
        config.credentials = .fixed(Credentials(accessKeyID: "a", secretAccessKey: "b"))
        let host = Host.scripted(environment: ["AWS_DATA_PATH": "/mine"], home: "/home", files: files)
        let session = Session(config, host: host)
        try await session.client("made").go()
        try await session.client("made") { $0.apiVersion = "2016-01-01" }.go()
        #expect(http.requests.map(\.body.text) == ["Action=Go&Version=2015-01-01", "Action=Go&Version=2016-01-01"])
    }
}
