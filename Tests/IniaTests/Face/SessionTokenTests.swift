import Inia
import IniaTesting
import Testing

/// Passwords and tokens that a session makes without asking anybody.
@Suite struct SessionTokenTests {
    private static let credentials = Credentials(
        accessKeyID: "AKID", secretAccessKey: "secret", sessionToken: "token")
    private static let now = Host.scripted().clock.now

    private func session(_ configure: (inout Config) -> Void = { _ in }) -> Session {
        var config = Config()
        config.region = "eu-west-1"
        config.credentials = .fixed(Self.credentials)
        config.httpClient = ScriptedHTTPClient([])
        configure(&config)
        return Session(config, host: .scripted(), models: Wire.models)
    }

    @Test func `a database's password is signed for the session's region, or another`() async throws {
        let expected = try DatabaseToken.rds(
            host: "db.example", port: 5432, user: "me", region: "eu-west-1", credentials: Self.credentials, at: Self.now
        )
        #expect(try await session().databaseToken(host: "db.example", port: 5432, user: "me") == expected)
        let other = try await session().databaseToken(
            host: "db.example", port: 5432, user: "me", region: "us-east-1")
        #expect(other.contains("%2Fus-east-1%2Frds-db%2Faws4_request"))
        let cluster = try await session().databaseToken(
            host: "c.dsql.example", action: .connectAdmin, expiresIn: .seconds(60))
        #expect(cluster.hasPrefix("c.dsql.example/?Action=DbConnectAdmin&"))
        #expect(cluster.contains("X-Amz-Expires=60&") && cluster.contains("%2Feu-west-1%2Fdsql%2Faws4_request"))
    }

    @Test func `a cluster's token is for the regional STS, wherever that is`() async throws {
        for (region, host) in [
            ("eu-west-1", "sts.eu-west-1.amazonaws.com"), ("cn-north-1", "sts.cn-north-1.amazonaws.com.cn"),
        ] {
            let endpoint = HTTPURL(scheme: "https", host: host)
            let expected = try ClusterToken.eks(
                cluster: "c1", endpoint: endpoint, region: region, credentials: Self.credentials, at: Self.now)
            for preset in [Config.Preset.inia, .botocore] {
                let token = try await session { $0.preset = preset }.clusterToken("c1", region: region)
                #expect(token == expected)
            }
        }
    }

    @Test func `without credentials or a region there is no token`() async throws {
        let nobody = session { $0.credentials = CredentialChoice.none }
        let nowhere = session { $0.region = nil }
        for (session, code) in [(nobody, CallError.Code.credentials), (nowhere, .configuration)] {
            let error = await #expect(throws: CallError.self) {
                try await session.databaseToken(host: "h", port: 1, user: "u")
            }
            #expect(error?.code == code)
        }
    }
}
