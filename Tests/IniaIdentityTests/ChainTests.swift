import IniaIdentity
import IniaSettings
import IniaShapes
import IniaSigning
import Testing

@Suite struct ChainTests {
    @Test func `the sources are asked in botocore's order`() throws {
        let names = [
            "env", "assume-role", "assume-role-with-web-identity", "sso", "shared-credentials-file", "login",
            "custom-process", "config-file", "container-role", "iam-role",
        ]
        #expect(try World().identity.chain().sourceNames == names)
        let botocore = try World(preset: .botocore).identity.chain().sourceNames
        #expect(botocore == Array(names[..<8]) + ["ec2-credentials-file", "boto-config"] + Array(names[8...]))
    }

    @Test func `a profile that the program chose comes before the environment`() async throws {
        let config = "[profile p]\naws_access_key_id = x\naws_secret_access_key = y"
        let keys = ["AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_PROFILE": "p"]
        let chosen = try World(keys, config: config, profile: "p").identity.chain()
        #expect(try await chosen.load()?.accessKeyID == "x")
        #expect(chosen.name == "config-file")
        let named = try World(keys, config: config).identity.chain()
        #expect(try await named.load()?.accessKeyID == "a")
    }

    @Test func `half a pair of keys is an error that names what is missing`() async throws {
        let world = try World(["AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": " "])
        let error = await #expect(throws: IdentityError.self) { try await world.identity.chain().load() }
        #expect(error?.code == .incomplete)
        #expect(error?.origin == .variable("AWS_SECRET_ACCESS_KEY"))
    }

    @Test func `a program prints credentials, or its words are in the error`() async throws {
        let world = try World(config: "[default]\naws_account_id = 7\ncredential_process = print 'a b'")
        #expect(
            try await world.identity.chain().load()
                == Credentials(accessKeyID: "P", secretAccessKey: "s", accountID: "7"))
        let failing = try World(config: "[default]\ncredential_process = fail")
        let error = await #expect(throws: IdentityError.self) { try await failing.identity.chain().load() }
        #expect(
            error?.description
                == "/home/.aws/config:2: The command ended with status 3: go away (custom-process)")
    }

    @Test func `a chain keeps to the source that it has found`() async throws {
        let answer = #"{"AccessKeyId":"C","SecretAccessKey":"s","Token":"t","Expiration":"2030-01-01T00:00:00Z"}"#
        let world = try World(
            ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/me"], answers: [(200, answer), (200, answer)])
        let chain = world.identity.chain()
        _ = try await chain.load()
        #expect(try await chain.load()?.accessKeyID == "C")
        #expect(chain.name == "container-role")
        #expect(world.http.requests == ["GET http://169.254.170.2/me", "GET http://169.254.170.2/me"])
    }
}
