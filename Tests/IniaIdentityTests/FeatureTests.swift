import IniaIdentity
import IniaShapes
import IniaSigning
import Testing

/// What the user agent is told of where credentials came from.
@Suite struct FeatureTests {
    private static let keys = "aws_access_key_id = k\naws_secret_access_key = s\n"
    private static let fetched =
        #"{"AccessKeyId":"C","SecretAccessKey":"s","Token":"t","Expiration":"2030-01-01T00:00:00Z"}"#

    @Test(arguments: [
        (["AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"], "", ["g"]),
        ([:], "[default]\n\(keys)", ["n"]),
        ([:], "[default]\ncredential_process = print 'a b'", ["v", "w"]),
        ([:], "[default]\nrole_arn = r\nsource_profile = b\n[profile b]\n\(keys)", ["i", "n", "o"]),
        (
            ["AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_PROFILE": "p"],
            "[profile p]\nrole_arn = r\ncredential_source = Environment", ["g"]
        ),
        (["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/me"], "", ["z"]),
        ([:], "[default]\nrole_arn = r\nweb_identity_token_file = /token", ["k", "q"]),
        ([:], "", ["0"]),
    ]) func `each source has its ids, and those of a role have those of what it was assumed with`(
        _ variables: [String: String], _ config: String, _ features: [String]
    ) async throws {
        let metadata = variables.isEmpty ? [(200, "token"), (200, "role"), (200, Self.fetched)] : [(200, Self.fetched)]
        let world = try World(
            variables, config: config, files: ["/token": "t"], answers: metadata, outputs: [role("R")])
        #expect(try await world.identity.chain().load()?.features == Set(features))
    }

    @Test func `a role of a named place tells of the place`() async throws {
        let world = try World(
            ["AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"],
            config: "[profile p]\nrole_arn = r\ncredential_source = Environment", outputs: [role("R")], profile: "p")
        #expect(try await world.identity.chain().load()?.features == ["g", "i", "p"])
    }

    @Test func `the token of one service's variable has its id`() async throws {
        let world = try World(["AWS_BEARER_TOKEN_BEDROCK": "t"])
        #expect(try await world.identity.tokens(signingName: "bedrock").token()?.features == ["3"])
    }
}
