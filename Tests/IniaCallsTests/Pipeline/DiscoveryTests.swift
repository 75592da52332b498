import IniaHTTP
import IniaHost
import IniaPrimitives
import IniaShapes
import Testing

@testable import IniaCalls

/// Endpoints that a service names when it is asked.
@Suite struct DiscoveryTests {
    private static let answer = #"{"Endpoints":[{"Address":"cell1.timestream.example","CachePeriodInMinutes":10}]}"#

    @Test func `an endpoint is asked for once, and again when its time is over`() async throws {
        let scene = try Scene(
            "timestream-query",
            [
                .response(200, [:], Self.answer), .response(200, [:], "{}"), .response(200, [:], "{}"),
                .response(200, [:], Self.answer), .response(200, [:], "{}"),
            ])
        for _ in 0..<2 { _ = try await scene.pipeline.call("CancelQuery", ["QueryId": "q"]) }
        scene.clock.advance(by: .seconds(601))
        _ = try await scene.pipeline.call("CancelQuery", ["QueryId": "q"])
        #expect(
            scene.http.requests.map { $0.headers["X-Amz-Target"]?.split(separator: ".").last } == [
                "DescribeEndpoints", "CancelQuery", "CancelQuery", "DescribeEndpoints", "CancelQuery",
            ])
        #expect(scene.http.requests[1].url.host == "cell1.timestream.example")
    }

    @Test(arguments: ["9223372036854775807", "-9223372036854775808", "1e300"])
    func `however long an endpoint is said to be good, it is used`(minutes: String) async throws {
        let answer = Self.answer.replacing(":10", with: ":\(minutes)")
        let scene = try Scene("timestream-query", [.response(200, [:], answer), .response(200, [:], "{}")])
        _ = try await scene.pipeline.call("CancelQuery", ["QueryId": "q"])
        #expect(scene.http.requests.last?.url.host == "cell1.timestream.example")
    }

    @Test func `an endpoint that the service disowns is asked for anew`() async throws {
        let scene = try Scene(
            "timestream-query",
            [
                .response(200, [:], Self.answer), .response(421, [:], "{}"), .response(200, [:], Self.answer),
                .response(200, [:], "{}"),
            ])
        let output = try await scene.pipeline.call("CancelQuery", ["QueryId": "q"])
        #expect(output._metadata.attempts == 2)
        #expect(scene.http.requests.count == 4)
    }

    @Test func `an operation that cannot do without is refused where asking is disabled`() async throws {
        let scene = try Scene("timestream-query") { $0.endpointDiscovery = .disabled }
        let error = try await #require(throws: CallError.self) {
            try await scene.pipeline.call("CancelQuery", ["QueryId": "q"])
        }
        #expect(error.code == .configuration)
    }

    @Test func `a given endpoint needs no asking`() async throws {
        let scene = try Scene("timestream-query", [.response(200, [:], "{}")]) {
            $0.endpointURL = "https://mine.example"
        }
        _ = try await scene.pipeline.call("CancelQuery", ["QueryId": "q"])
        #expect(scene.http.requests.map(\.url.host) == ["mine.example"])
    }
}
