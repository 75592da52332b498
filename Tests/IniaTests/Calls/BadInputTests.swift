import IniaCalls
import IniaHTTP
import IniaHost
import IniaModels
import IniaShapes
import IniaTransport
import LocalServers
import Testing

@testable import Inia

/// What is wrong is said once, by one typed error that names it.
@Suite struct BadInputTests {
    @Test func `a service that is not there`() {
        #expect {
            try localSession(1).client("s33")
        } throws: { error in
            let error = error as? ModelError
            return error?.code == .unknownService && "\(error.map { "\($0)" } ?? "")".contains("s3")
        }
    }

    @Test func `an operation that is not there`() async throws {
        let s3 = try localSession(1).client("s3")
        let error = await callFailure { try await s3.getObjects(Bucket: "b") }
        #expect(error?.code == .unknownOperation)
        #expect(error?.message.contains("getObjects") == true)
        #expect(error?.attempts == 0)
    }

    @Test func `a parameter that is not there, and one of the wrong kind`() async throws {
        let s3 = try localSession(1).client("s3")
        let error = await callFailure { try await s3.getObject(Bucket: "b", Key: 7, Color: "red") }
        #expect(error?.code == .validation)
        #expect(error?.during == .serialize)
        #expect(error?.message.contains("Color") == true)
        #expect(error?.message.contains("Key") == true)
        #expect(error?.attempts == 0)
    }

    @Test func `a configuration file that is malformed`() async throws {
        let files = ScriptedFiles(texts: ["/etc/aws": "[default]\nregion = eu-west-1\nwhat is this\n"])
        var config = Config()
        config.httpClient = Transport()
        let session = Session(
            config, host: machine(["AWS_CONFIG_FILE": "/etc/aws"], files: files),
            models: ModelLibrary.shared(for: machine()))
        let sts = try session.client("sts")
        let error = await callFailure { try await sts.getCallerIdentity() }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains("/etc/aws:3") == true)
        #expect(error?.attempts == 0)
    }

    @Test func `a missing region`() async throws {
        let dynamodb = try localSession(1) { config in
            config.region = nil
            config.endpointURL = nil
        }.client("dynamodb")
        let error = await callFailure { try await dynamodb.listTables() }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains("region") == true)
        #expect(error?.attempts == 0)
    }

    @Test func `missing credentials`() async throws {
        let sts = try localSession(1, host: machine(["AWS_EC2_METADATA_DISABLED": "true"])) { $0.credentials = nil }
            .client("sts")
        let error = await callFailure { try await sts.getCallerIdentity() }
        #expect(error?.code == .credentials)
        #expect(error?.during == .sign)
    }

    @Test func `a port where nobody listens`() async throws {
        let sts = try localSession(1) { $0.httpClient = Transport() }.client("sts")
        let error = await callFailure { try await sts.getCallerIdentity() }
        #expect(error?.code == .connection)
        #expect((error?.cause as? TransportError)?.code == .connectionRefused)
        #expect(error?.message.contains("127.0.0.1:1") == true)
        #expect(error?.attempts == 1)
    }

    @Test func `a host that is not there`() async throws {
        let sts = try localSession(1) { $0.endpointURL = "http://nowhere.invalid" }.client("sts")
        let error = await callFailure { try await sts.getCallerIdentity() }
        #expect(error?.code == .connection)
        #expect((error?.cause as? TransportError)?.code == .unknownHost)
        #expect(error?.message.contains("nowhere.invalid") == true)
    }

    @Test func `a server of an unknown authority, and one for another host`() async throws {
        let certificates = try Certificates()
        for (name, authority, reason) in [
            ("good", "other", "the certificate is of an unknown authority"),
            ("wrong", "ca", "the certificate is for another host than localhost"),
        ] {
            let server = try TLSServer(certificates, name)
            defer { server.stop() }
            let sts = try localSession(1, host: machine(["AWS_CA_BUNDLE": "\(certificates.folder)/\(authority).pem"])) {
                $0.endpointURL = "https://localhost:\(server.port)"
            }.client("sts")
            let error = await callFailure { try await sts.getCallerIdentity() }
            #expect(error?.code == .connection)
            #expect((error?.cause as? TransportError)?.code == .tls)
            #expect(error?.message.contains(reason) == true)
        }
    }
}
