import IniaHTTP
import Testing

@testable import IniaCalls

/// Which hosts no proxy is for.
@Suite struct RoutesTests {
    @Test(arguments: [
        ("10.0.0.0/8", "http://10.255.0.1", true), ("10.0.0.0/8", "http://11.0.0.1:80", false),
        ("192.168.128.0/17", "http://192.168.129.1", true), ("192.168.128.0/17", "http://192.168.127.1", false),
        ("1.2.3.4", "http://1.2.3.4:8080", true), ("1.2.3.4", "http://11.2.3.4", false),
        ("0.0.0.0/0", "http://8.8.8.8", true), ("0.0.0.0/0", "http://[::2]", false),
        ("fd00::/8", "http://[fd12::1]:9", true), ("fd00::/8", "http://[fe12::1]", false),
        ("::1", "http://[0:0:0:0:0:0:0:1]", true), ("10.0.0.0/8", "http://[::ffff:10.1.1.1]", true),
        ("10.0.0.0/33", "http://10.0.0.1", false), ("10.0.0.0/", "http://10.0.0.1", false),
        ("10.0.0.0/8", "http://10.example", false), ("*", "http://anything", true), ("*.example", "http://a", false),
        (".example", "http://a.example", true), ("EXAMPLE", "http://b.example", true),
    ])
    func `names, addresses and blocks are exempt`(exemption: String, url: String, isExempt: Bool) throws {
        let proxy = HTTPRoute(proxy: HTTPProxy(url: HTTPURL(scheme: "http", host: "proxy")))
        let routes = Routes(proxied: ["http": proxy], exemptions: ["other", exemption])
        #expect((routes.route(for: try #require(HTTPURL(url))) == routes.direct) == isExempt)
    }
}
