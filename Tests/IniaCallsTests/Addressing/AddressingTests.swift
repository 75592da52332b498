import IniaHTTP
import IniaPrimitives
import IniaProtocols
import IniaShapes
import IniaSigning
import Testing

@testable import IniaCalls

/// Where requests go, and by which way.
@Suite struct AddressingTests {
    private func url(
        _ endpoint: String, _ path: String, prefix: String? = nil, query: [QueryItem] = [], hasOwnQuery: Bool = false
    ) throws -> String {
        let request = SerializedRequest(method: "GET", path: path, query: query)
        let place = Place(endpoint, signing: SigningPlan(version: "none", name: ""))
        return try Pipeline.url(of: request, at: place, prefix: prefix, hasOwnQuery: hasOwnQuery).text
    }

    @Test func `paths are joined by one slash, and queries are both kept`() throws {
        #expect(try url("https://a.example", "/") == "https://a.example/")
        #expect(try url("https://a.example/base/", "/k") == "https://a.example/base/k")
        #expect(try url("https://a.example/base", "/") == "https://a.example/base")
        let query = [QueryItem(name: "b", value: "2")]
        #expect(try url("https://a.example/?a=1", "/k", query: query) == "https://a.example/k?a=1&b=2")
        #expect(
            try url("https://a.example/base", "/", query: query, hasOwnQuery: true) == "https://a.example/base/?b=2")
    }

    @Test func `a host prefix that breaks out of its label is refused`() throws {
        #expect(try url("https://a.example", "/", prefix: "x.") == "https://x.a.example/")
        for prefix in ["x/", "x@", "x:1.", "", "."] where !prefix.isEmpty {
            #expect(throws: CallError.self) { try url("https://a.example", "/", prefix: prefix) }
        }
    }

    @Test func `a proxy serves its scheme, but for exempt hosts and what is below them`() throws {
        let proxy = HTTPRoute(proxy: HTTPProxy(url: try #require(HTTPURL("http://proxy:3128"))))
        let routes = Routes(proxied: ["https": proxy], exemptions: ["corp.example", ".local:8443"])
        func isProxied(_ text: String) throws -> Bool { routes.route(for: try #require(HTTPURL(text))) == proxy }
        #expect(try isProxied("https://s3.amazonaws.com"))
        #expect(try !isProxied("http://s3.amazonaws.com"))
        #expect(try !isProxied("https://corp.example"))
        #expect(try !isProxied("https://a.corp.example"))
        #expect(try isProxied("https://notcorp.example"))
        #expect(try !isProxied("https://x.local:8443"))
        #expect(try isProxied("https://x.local"))
    }

    @Test func `an endpoint's headers are set over the request's own, and signed`() async throws {
        let scene = try Scene("s3control", [.response(200, [:], "<R/>")])
        let bucket = "arn:aws:s3-outposts:us-west-2:123456789012:outpost:op-01234567890123456:bucket:bucket"
        _ = try await scene.pipeline.call("GetBucket", ["AccountId": "123456789012", "Bucket": .string(bucket)])
        let request = try #require(scene.http.requests.first)
        #expect(request.headers["x-amz-outpost-id"] == "op-01234567890123456")
        #expect(request.headers["x-amz-account-id"] == "123456789012")
        #expect(request.headers["Authorization"]?.contains("x-amz-account-id;") == true)
        #expect(request.headers["Authorization"]?.contains(";x-amz-outpost-id,") == true)
    }

    @Test(arguments: ["https://bad host/", "https://a..b", "nonsense", "https://", "ftp//x"])
    func `an endpoint that is no URL with a host is refused before anything is sent`(text: String) async throws {
        let scene = try Scene("sqs") { $0.endpointURL = text }
        let error = await #expect(throws: CallError.self) { try await scene.pipeline.call("ListQueues") }
        #expect(error?.code == .endpoint)
        #expect(scene.http.requests.isEmpty)
    }

    @Test func `a preference decides between schemes that the service has`() async throws {
        let scene = try Scene("s3", [.response(200)]) { $0.authSchemePreference = ["sigv4a", "sigv4"] }
        _ = try await scene.pipeline.call("ListBuckets")
        #expect(scene.http.requests.first?.headers["Authorization"]?.hasPrefix("AWS4-HMAC-SHA256") == true)
        let events = try Scene("events", [.response(200, [:], "{}")]) { $0.authSchemePreference = ["sigv4a"] }
        _ = try await events.pipeline.call("PutEvents", ["Entries": [["Source": "s"]], "EndpointId": "abc.def"])
        #expect(events.http.requests.first?.headers["X-Amz-Region-Set"] == "*")
    }

    @Test func `a FIPS region is the region that is meant, over FIPS`() async throws {
        let scene = try Scene("sqs", [.response(200, [:], "{}")]) { $0.region = "fips-us-west-2" }
        _ = try await scene.pipeline.call("ListQueues")
        #expect(scene.http.requests.first?.url.host == "sqs-fips.us-west-2.amazonaws.com")
    }

    @Test func `an account stands in the host where the rules want it`() async throws {
        let scene = try Scene("dynamodb", [.response(200, [:], "{}")])
        _ = try await scene.pipeline.call(
            "GetItem", ["TableName": "arn:aws:dynamodb:us-west-2:123456789012:table/ttt", "Key": ["a": ["S": "x"]]])
        #expect(scene.http.requests.first?.url.host == "123456789012.ddb.us-west-2.amazonaws.com")
    }
}
