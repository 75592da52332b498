import Testing

@testable import IniaCalls

@Suite struct UserAgentTests {
    private let platform = Platform(system: "Linux", release: "6.1.0-9", machine: "X86_64", swift: "6.3")

    private func text(
        platform: Platform? = nil, environment: String? = nil, features: Set<String> = [],
        _ change: (inout ClientOptions) -> Void = { _ in }
    ) -> String {
        var options = ClientOptions()
        change(&options)
        return UserAgent(
            options, platform: platform ?? self.platform, executionEnvironment: environment, features: ["D"]
        )
        .text(features: features)
    }

    private static let start = "Inia/\(UserAgent.version) ua/2.1 os/linux#6.1.0-9 md/arch#x86_64 lang/swift#6.3"

    @Test func `the parts stand in the order of the common form`() {
        let text = text(environment: "AWS_Lambda_swift", features: ["Z", "AE", "C"]) {
            $0.userAgentAppID = "my shop"
            $0.userAgentExtra = "lib/1 (x)"
        }
        #expect(
            text == Self.start + " exec-env/AWS_Lambda_swift m/C,D,Z,AE cfg/retry-mode#legacy app/my-shop lib/1 (x)")
    }

    @Test func `what may not stand in a part becomes a hyphen, a hash only in values`() {
        #expect(UserAgent.sanitized("a/b c#d\u{E9}(~)", keepsHash: true) == "a-b-c#d--~-")
        #expect(UserAgent.sanitized("a#b", keepsHash: false) == "a-b")
    }

    @Test func `a system that the form does not know is named apart`() {
        let odd = Platform(system: "Plan 9", release: "4", machine: nil, swift: "6.3")
        #expect(
            text(platform: odd)
                == "Inia/\(UserAgent.version) ua/2.1 os/other md/Plan-9#4 lang/swift#6.3 m/D cfg/retry-mode#legacy")
        let mac = Platform(system: "Darwin", release: "24", machine: "arm64", swift: "6.3")
        #expect(text(platform: mac).contains(" os/macos#24 md/arch#arm64 "))
    }

    @Test func `features for which there is no room are left out whole`() {
        let many = Set((100..<999).map { "f\($0)" })
        let metrics = text(features: many).split(separator: " ").first { $0.hasPrefix("m/") } ?? ""
        #expect(metrics.utf8.count <= 1024 && metrics.utf8.count > 1018)
        #expect(metrics.dropFirst(2).split(separator: ",").allSatisfy { $0 == "D" || many.contains(String($0)) })
    }

    @Test func `a text of the caller's own stands in place of all but what is added`() {
        #expect(text { $0.userAgent = "mine/1" } == "mine/1")
        #expect(
            text {
                $0.userAgent = "mine/1"
                $0.userAgentExtra = "more"
            } == "mine/1 more")
    }
}
