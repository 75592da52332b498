import IniaCalls
import IniaHTTP
import IniaHost
import IniaModels
import IniaSettings
import Logging
import Testing

@testable import Inia

/// What holds for a client: code, then the environment, then the files, then defaults.
@Suite struct ConfigTests {
    private func options(
        _ environment: [String: String] = [:], config text: String = "", service: String = "s3",
        _ configure: (inout Config) -> Void = { _ in }
    ) async throws -> ClientOptions {
        let checkout = #filePath.split(separator: "/").dropLast(4).map { "/\($0)" }.joined()
        let models = ModelLibrary(ModelSearchPath(bundled: [checkout + "/models"]), files: PosixFiles())
        let host = Host.scripted(environment: environment, files: ScriptedFiles(texts: ["/home/.aws/config": text]))
        var config = Config()
        configure(&config)
        let session = Session(config, host: host, models: models)
        return try await config.resolved(
            with: session.loadedSettings(config), for: models.service(service), models)
    }

    @Test func `code comes before the environment, and that before the profile`() async throws {
        let file = "[default]\nregion = eu-west-1\nmax_attempts = 7\n"
        let environment = ["AWS_REGION": "us-east-2"]
        #expect(try await options(config: file).region == "eu-west-1")
        #expect(try await options(environment, config: file).region == "us-east-2")
        #expect(try await options(environment, config: file) { $0.region = "sa-east-1" }.region == "sa-east-1")
        #expect(try await options(config: file).retry.maxAttempts == 7)
    }

    @Test func `a threshold of nothing compresses everything, and is none of botocore's`() async throws {
        #expect(try await options { $0.requestMinCompressionSize = 0 }.requestMinCompressionSize == 0)
        let error = await #expect(throws: CallError.self) {
            try await options {
                $0.preset = .botocore
                $0.requestMinCompressionSize = 0
            }
        }
        #expect(error?.message == "requestMinCompressionSize must be from 1 to 1048576 bytes, not 0")
    }

    @Test func `the two presets have the defaults of the SDKs and of botocore`() async throws {
        let own = try await options()
        let botocore = try await options { $0.preset = .botocore }
        #expect(own.retry.mode == .standard && botocore.retry.mode == .legacy)
        #expect(own.s3.usEast1RegionalEndpoint == .regional && botocore.s3.usEast1RegionalEndpoint == .legacy)
        #expect(!own.s3.legacyPresigning && botocore.s3.legacyPresigning)
        #expect(own.exchange.connectTimeout == .milliseconds(3100) && botocore.exchange.connectTimeout == .seconds(60))
        #expect(own.routes.direct.maximumConnections == 50 && botocore.routes.direct.maximumConnections == 10)
        #expect(try await options(["AWS_REGION": "us-east-2"]) { $0.preset = .botocore }.region == nil)
    }

    @Test func `S3's settings are merged one by one, and are for S3 alone`() async throws {
        let file = "[default]\ns3 =\n  addressing_style = path\n  use_dualstack_endpoint = true\n"
        let merged = try await options(config: file) { $0.s3.useAccelerateEndpoint = true }
        #expect(merged.s3.addressingStyle == .path && merged.s3.useAccelerateEndpoint && merged.useDualstackEndpoint)
        #expect(try await !options(config: file, service: "sqs").useDualstackEndpoint)
    }

    @Test func `proxies come from the environment, and credentials for them stay out of their URLs`() async throws {
        let environment = ["HTTPS_PROXY": "http://user:p%40ss@proxy:3128", "NO_PROXY": "a.example, b.example"]
        let options = try await options(environment) { $0.preset = .botocore }
        let proxy = try #require(options.routes.proxied["https"]?.proxy)
        #expect(proxy.url.text == "http://proxy:3128")
        #expect(proxy.authorization == "Basic dXNlcjpwQHNz")
        #expect(options.routes.exemptions == ["a.example", "b.example"])
        let cgi = try await self.options(["HTTP_PROXY": "http://evil:1", "REQUEST_METHOD": "GET"])
        #expect(cgi.routes.proxied["http"] == nil)
    }

    @Test func `a proxy that is reached over TLS has authorities and a certificate of its own`() async throws {
        let file = """
            [default]
            ca_bundle = /all.pem
            proxy_ca_bundle = /proxy.pem
            proxy_client_cert = /me.pem
            """
        let options = try await options(config: file) { $0.proxies = ["https": "https://proxy"] }
        let route = try #require(options.routes.proxied["https"])
        #expect(route.tls.verification == .authorities(path: "/all.pem"))
        #expect(route.proxy?.tls.verification == .authorities(path: "/proxy.pem"))
        #expect(route.proxy?.tls.identity == TLSOptions.Identity(certificatePath: "/me.pem"))
        let own = TLSOptions.Identity(certificatePath: "/code.pem", keyPath: "/code.key")
        let pair = try await self.options(config: file) {
            $0.proxies = ["https": "https://proxy"]
            $0.proxiesConfig.caBundle = "/code-proxy.pem"
            $0.proxiesConfig.clientCertificate = own
            $0.proxiesConfig.useForwardingForHTTPS = true
        }
        let proxy = try #require(pair.routes.proxied["https"]?.proxy)
        #expect(proxy.tls.verification == .authorities(path: "/code-proxy.pem"))
        #expect(proxy.tls.identity == own && proxy.forwardsSecureRequests)
        let plain = try await self.options(config: "[default]\nca_bundle = /all.pem\n") {
            $0.proxies = ["https": "https://proxy"]
        }
        #expect(plain.routes.proxied["https"]?.proxy?.tls == TLSOptions())
    }

    @Test func `authorities are those of code, then the environment's, the profile's, and those of other programs`()
        async throws
    {
        let file = "[default]\nca_bundle = /profile.pem\n"
        let requests = ["REQUESTS_CA_BUNDLE": "/requests.pem"]
        let all = requests.merging(["AWS_CA_BUNDLE": "/environment.pem"]) { $1 }
        func verification(
            _ environment: [String: String], _ file: String = "", _ code: TLSOptions.Verification? = nil
        ) async throws -> TLSOptions.Verification {
            try await options(environment, config: file) { $0.verify = code }.routes.direct.tls.verification
        }
        #expect(try await verification([:]) == .system)
        #expect(try await verification(requests) == .authorities(path: "/requests.pem"))
        #expect(try await verification(requests, file) == .authorities(path: "/profile.pem"))
        #expect(try await verification(all, file) == .authorities(path: "/environment.pem"))
        #expect(try await verification(all, file, .authorities(path: "/code.pem")) == .authorities(path: "/code.pem"))
        #expect(try await verification(all, file, TLSOptions.Verification.none) == TLSOptions.Verification.none)
    }

    @Test func `nothing is logged unless somebody gives a log`() async throws {
        let checkout = #filePath.split(separator: "/").dropLast(4).map { "/\($0)" }.joined()
        let models = ModelLibrary(ModelSearchPath(bundled: [checkout + "/models"]), files: PosixFiles())
        let session = Session(Config(), host: .scripted(), models: models)
        #expect(session.config.logger == nil)
        let settings = try session.loadedSettings(session.config)
        #expect(try session.config.monitors(settings, of: models.service("s3")).isEmpty)
        var config = Config()
        config.logger = Logger(label: "mine")
        #expect(try config.monitors(settings, of: models.service("s3")).count == 1)
    }

    @Test func `no proxy of the environment is for this machine, but one that code names is`() async throws {
        let environment = ["HTTP_PROXY": "http://proxy:3128"]
        for host in ["localhost:8000", "127.0.0.1", "127.9.9.9:80", "[::1]:9"] {
            let url = try #require(HTTPURL("http://\(host)/"))
            #expect(try await options(environment).routes.route(for: url).proxy == nil)
            #expect(try await options(environment) { $0.preset = .botocore }.routes.route(for: url).proxy != nil)
            #expect(try await options { $0.proxies = ["http": "proxy:1"] }.routes.route(for: url).proxy != nil)
        }
    }

    @Test func `TLS secrets are logged where the environment names a file and code says so`() async throws {
        let environment = ["SSLKEYLOGFILE": "/keys"]
        #expect(try await options(environment).routes.direct.tls.keyLogPath == nil)
        #expect(try await options { $0.logsTLSSecrets = true }.routes.direct.tls.keyLogPath == nil)
        #expect(try await options(environment) { $0.logsTLSSecrets = true }.routes.direct.tls.keyLogPath == "/keys")
    }

    @Test func `an endpoint may be configured, for all services or for one`() async throws {
        let environment = ["AWS_ENDPOINT_URL": "http://all", "AWS_ENDPOINT_URL_S3": "http://s3"]
        #expect(try await options(environment).endpointURL == "http://s3")
        #expect(try await options(environment, service: "sqs").endpointURL == "http://all")
        #expect(try await options(environment) { $0.ignoreConfiguredEndpointURLs = true }.endpointURL == nil)
    }

    @Test func `a value that makes no sense is refused with its origin`() async throws {
        await #expect(throws: SettingsError.self) { try await options(["AWS_RETRY_MODE": "never"]) }
        let error = try await #require(throws: CallError.self) { try await options { $0.defaultsMode = "fast" } }
        #expect(error.code == .configuration)
    }

    @Test func `a session reads nothing before its first call`() throws {
        let host = Host.scripted(files: ScriptedFiles(texts: ["/home/.aws/config": "[broken"]))
        let checkout = #filePath.split(separator: "/").dropLast(4).map { "/\($0)" }.joined()
        let models = ModelLibrary(ModelSearchPath(bundled: [checkout + "/models"]), files: PosixFiles())
        let session = Session(Config(), host: host, models: models)
        _ = try session.client("s3")
        #expect(throws: SettingsError.self) { try session.loadedSettings(session.config) }
    }
}
