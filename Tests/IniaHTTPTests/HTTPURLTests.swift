import IniaHTTP
import Testing

@Suite struct HTTPURLTests {
    @Test func `an address with port, path and query is taken apart and put together again`() throws {
        let url = try #require(HTTPURL("https://Example.com:8443/a%20b?c=d#e"))
        #expect(url == HTTPURL(scheme: "https", host: "example.com", port: 8443, path: "/a%20b", query: "c=d"))
        #expect(url.text == "https://example.com:8443/a%20b?c=d")
    }

    @Test func `an IPv6 host keeps its brackets in the host header alone`() throws {
        let url = try #require(HTTPURL("http://[::1]:80/"))
        #expect(url.host == "::1")
        #expect(url.hostHeader == "[::1]")
    }

    @Test(arguments: ["ftp://a", "http://", "http://a:99999", "http://a b/", "a/b"])
    func `what is no absolute HTTP address is refused`(text: String) {
        #expect(HTTPURL(text) == nil)
    }
}
