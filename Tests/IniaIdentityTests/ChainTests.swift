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

    @Test func `the file of the first EC2 tools has keys, or half of a pair, or is not there`() async throws {
        let variables = ["AWS_CREDENTIAL_FILE": "~/ec2"]
        func load(_ text: String?) async throws -> (Credentials?, String?) {
            let world = try World(variables, files: text.map { ["/home/ec2": $0] } ?? [:], preset: .botocore)
            let chain = world.identity.chain()
            return (try await chain.load(), chain.name)
        }
        let (found, name) = try await load("# mine\nAWSAccessKeyId = E\nAWSSecretKey=s=t\n")
        #expect(found == Credentials(accessKeyID: "E", secretAccessKey: "s=t"))
        #expect(name == "ec2-credentials-file")
        let half = await #expect(throws: IdentityError.self) { try await load("AWSAccessKeyId=E") }
        #expect(half?.code == .incomplete)
        let missing = await #expect(throws: IdentityError.self) { try await load(nil) }
        #expect(missing?.code == .retrieval)
        let inia = try World(variables, files: ["/home/ec2": "AWSAccessKeyId=E\nAWSSecretKey=s"])
        #expect(try await inia.identity.chain().load() == nil)
    }

    @Test func `the files of boto 2 have keys, the one that a variable names alone`() async throws {
        func section(_ key: String) -> String {
            "[Credentials]\naws_access_key_id = \(key)\naws_secret_access_key = s\n"
        }
        let files = ["/etc/boto.cfg": "[Boto]\nx = y\n", "/home/.boto": section("B"), "/mine": section("M")]
        let chain = try World(files: files, preset: .botocore).identity.chain()
        #expect(try await chain.load()?.accessKeyID == "B")
        #expect(chain.name == "boto-config")
        let named = try World(["BOTO_CONFIG": "/mine"], files: files, preset: .botocore)
        #expect(try await named.identity.chain().load()?.accessKeyID == "M")
        let gone = try World(["BOTO_CONFIG": "/gone"], files: files, preset: .botocore)
        #expect(try await gone.identity.chain().load() == nil)
        let half = try World(
            files: ["/home/.boto": "[Credentials]\naws_access_key_id = B\n"], preset: .botocore)
        let error = await #expect(throws: IdentityError.self) { try await half.identity.chain().load() }
        #expect(error?.code == .incomplete)
    }

    @Test func `an answer that lacks a key is an error that says so`() async throws {
        let world = try World(
            ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/me"],
            answers: Array(repeating: (200, #"{"AccessKeyId":"C"}"#), count: 3))
        let error = await #expect(throws: IdentityError.self) { try await world.identity.chain().load() }
        #expect(error?.code == .retrieval)
        #expect(error?.description.contains("incomplete") == true)
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
