import Inia
import IniaHost
import IniaModels
import IniaTesting
import Testing

/// A program that has its models compiled in and no file to read them from.
@Suite struct EmbeddedTests {
    private static let dolphins = EmbeddedService(
        "dolphins", apiVersion: "2021",
        service: #"""
            {"metadata":"dolphins","apiVersion":"2021","endpointPrefix":"dolphins","protocol":"rest-json","serviceId":"Dolphins","signatureVersion":"v4"}
            {"operation":"Name","http":{"method":"GET","requestUri":"/name"},"output":"Out"}
            {"shape":"Out","type":"structure","members":{"Name":"String"}}
            {"shape":"String","type":"string"}
            """#,
        endpoints: #"{"service":"aws/dolphins","endpoints":{"eu-west-1":{"hostname":"river.example.com"}}}"#)

    private static let role = """
        <AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>AKIAROLE</AccessKeyId>\
        <SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration>\
        </Credentials></AssumeRoleResult></AssumeRoleResponse>
        """

    @Test func `a role is taken on and the service called`() async throws {
        let http = ScriptedHTTPClient([.response(200, Self.role), .response(200, #"{"Name":"boto"}"#)])
        let profile = """
            [default]
            region = eu-west-1
            role_arn = arn:aws:iam::1:role/r
            source_profile = keys
            [profile keys]
            aws_access_key_id = AKIA
            aws_secret_access_key = s
            """
        let host = Host.scripted(files: ScriptedFiles(texts: ["/home/.aws/config": profile]))
        var config = Config()
        config.httpClient = http
        config.embeddedServices = [Self.dolphins]
        let output = try await Session(config, host: host).client("dolphins").call("Name")
        #expect(output.Name.asString == "boto")
        #expect(http.requests.map(\.request.url.host) == ["sts.eu-west-1.amazonaws.com", "river.example.com"])
        #expect(http.requests.last?.request.headers["Authorization"]?.contains("AKIAROLE/") == true)
    }

    @Test func `a service that is not compiled in is an error`() {
        var config = Config()
        config.embeddedServices = [Self.dolphins]
        let error = #expect(throws: ModelError.self) { try Session(config, host: .scripted()).client("dolphin") }
        #expect(error?.suggestions == ["dolphins"])
    }
}
