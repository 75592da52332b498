import IniaHTTP
import IniaPrimitives
import Testing

@Suite struct HTTPSecretsTests {
    private let secrets =
        "X-Amz-Credential=S%2F1&X-Amz-Date=d&X-Amz-Signature=S&AWSAccessKeyId=S&prefix=p&uploads&X%2DAmz=S"
    private let shown =
        "X-Amz-Credential=***&X-Amz-Date=d&X-Amz-Signature=***&AWSAccessKeyId=***&prefix=p&uploads&X%2DAmz=***"

    @Test func `a presigned URL's secrets stay out of a wire log`() throws {
        let url = try #require(HTTPURL("https://h/a%20b?\(secrets)"))
        #expect(HTTPSecrets.target(url) == "/a%20b?\(shown)")
    }

    @Test func `what is printed or dumped of a request shows no secrets`() throws {
        let url = try #require(HTTPURL("https://user:pass@h:8443/a?\(secrets)"))
        #expect("\(url)" == "https://h:8443/a?\(shown)")
        var request = HTTPRequest(method: "PUT", url: url, body: .bytes(Bytes(utf8: "BODY")))
        try request.headers.add("Content-Type", "text/plain")
        try request.headers.add("Authorization", "SECRET")
        try request.headers.add("x-amz-server-side-encryption-customer-key", "SECRET")
        var text = "\(request) \(String(reflecting: request))"
        dump(request, to: &text)
        #expect(text.contains("text/plain") && text.contains("Authorization"))
        for secret in ["pass", "SECRET", "S%2F1", "66", "BODY"] { #expect(!text.contains(secret), "\(secret)") }
    }
}
