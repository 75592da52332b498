import Inia

/// The least that a program can do with Inia: what it links is what every program links.
@main
struct Smallest {
    static func main() async throws {
        let identity = try await Session().client("sts").getCallerIdentity()
        print(identity.Arn.asString ?? "nobody")
    }
}
