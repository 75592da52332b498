import IniaModels
import IniaProtocols
import Testing

@testable import IniaCalls

@Suite struct ClientOptionsTests {
    @Test func `only bedrock-agentcore wants milliseconds`() throws {
        let options = ClientOptions(region: "us-west-2")
        let precision = { service in
            try options.codecOptions(for: Scene.library.service(service).traits).timestampPrecision
        }
        #expect(try precision("bedrock-agentcore") == .milliseconds)
        #expect(try precision("bedrock") == .standard)
    }
}
