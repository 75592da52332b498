import Inia
import LocalServers
import Testing

/// Servers are believed only with a certificate of a known authority, for their own name.
@Suite(.serialized) struct TLSTests {
    @Test(.enabled(if: Servers.tls != nil))
    func `a server of an authority that the client names is spoken to`() async throws {
        let server = try #require(Servers.tls)
        let me = try await server.client("sts").getCallerIdentity()
        #expect(me._metadata.status == 200)
    }

    @Test(.enabled(if: Servers.tls != nil))
    func `the authority may come from the environment`() async throws {
        let server = try #require(Servers.tls)
        let host = Self.machine(["AWS_CA_BUNDLE": try #require(server.authority)])
        let sts = try Session(Self.config(server), host: host).client("sts")
        #expect(try await sts.getCallerIdentity()._metadata.status == 200)
    }

    @Test(.enabled(if: Servers.tls != nil))
    func `an unknown authority is refused`() async throws {
        let server = try #require(Servers.tls)
        let sts = try Session(Self.config(server), host: Self.machine([:])).client("sts")
        let error = await failure { try await sts.getCallerIdentity() }
        #expect(error?.code == .connection)
        #expect(error?.during == .transmit)
        #expect(error?.message.contains("the certificate is of an unknown authority") == true)
        #expect((error?.cause as? TransportError)?.code == .tls)
    }

    @Test func `a certificate for another host is refused`() async throws {
        let certificates = try Certificates()
        let server = try TLSServer(certificates, "wrong")
        defer { server.stop() }
        var config = Self.config
        config.endpointURL = "https://localhost:\(server.port)"
        config.verify = .authorities(path: "\(certificates.folder)/ca.pem")
        let sts = try Session(config, host: Self.machine([:])).client("sts")
        let error = await failure { try await sts.getCallerIdentity() }
        #expect(error?.code == .connection)
        #expect(error?.message.contains("the certificate is for another host than localhost") == true)
        #expect((error?.cause as? TransportError)?.code == .tls)
    }

    private static func config(_ server: Server) -> Config {
        var config = config
        config.endpointURL = server.url
        config.credentials = .fixed(server.credentials)
        return config
    }

    private static var config: Config {
        var config = Config()
        config.region = "us-east-1"
        config.credentials = .fixed(Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret"))
        config.retry = .standard(maxAttempts: 1)
        config.connectTimeout = .seconds(600)
        return config
    }

    /// This machine with an environment of its own.
    private static func machine(_ variables: [String: String]) -> Host {
        var host = Host.system
        host.environment = Environment(variables, home: "/nowhere", executable: host.environment.executable)
        return host
    }
}
