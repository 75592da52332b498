import IniaHost
import IniaModels
import IniaPrimitives
import IniaShapes
import Testing

@testable import IniaGenerator

@Suite struct GenerationTests {
    @Test func `names of files follow from the names of services alone`() throws {
        let files = try files("{\"services\": {\"sqs\": [\"SendMessage\"], \"cognito-idp\": [\"SignUp\"]}}")
        #expect(
            files.map(\.name) == [
                "inia-sqs.swift", "inia-sqs+Shapes.swift", "inia-sqs+Model.swift", "inia-cognito-idp.swift",
                "inia-cognito-idp+Shapes.swift", "inia-cognito-idp+Model.swift", "inia-models.swift",
            ])
        #expect(files.last?.text == "// No service is compiled in whole.\n")
    }

    @Test func `what a plan does not know goes to the file of models, and what is gone leaves empty files`() throws {
        let files = try files(
            "{\"services\": {\"sqs\": [\"SendMessage\"], \"sns\": [\"Publish\"]}}", planned: ["sns": 2, "sts": 1])
        #expect(
            files.map(\.name) == [
                "inia-sns.swift", "inia-sns+Shapes.swift", "inia-sns+Shapes2.swift", "inia-sns+Model.swift",
                "inia-sts.swift", "inia-sts+Shapes.swift", "inia-sts+Model.swift", "inia-models.swift",
            ])
        #expect(files[4...6].allSatisfy { $0.text == "// No client of sts is asked for.\n" })
        let unplanned = try #require(files.last?.text)
        #expect(unplanned.contains("actor SQS: ") && unplanned.contains("static let model = EmbeddedService("))
        #expect(files[0].text.contains("actor SNS: ") && !unplanned.contains("SNS"))
    }

    @Test(arguments: ["internal", "package", "public"])
    func `a client's model is seen as far as the client`(access: String) throws {
        let files = try files("{\"services\": {\"sqs\": [\"SendMessage\"]}, \"access\": \"\(access)\"}")
        let text = try #require(files.first { $0.name == "inia-sqs+Model.swift" }).text
        #expect(text.hasPrefix(access == "internal" ? "import Inia\n" : "\(access) import Inia\n"))
        #expect(
            text.contains("    \(access) nonisolated static let model = EmbeddedService(\n    \"sqs\", apiVersion:"))
        #expect(text.contains("{\"operation\":\"SendMessage\"") && !text.contains("{\"operation\":\"CreateQueue\""))
    }

    @Test func `services for dynamic clients are compiled in whole`() throws {
        let text = try #require(try files("{\"dynamic\": [\"sqs\"]}").first).text
        #expect(text.contains("internal nonisolated enum EmbeddedModels {"))
        #expect(text.contains(try Checkout.library.service("sqs").lines(of: .service)?.text ?? "none"))
    }

    @Test func `every mistaken name is told with its place and the nearest that exist`() {
        let text =
            "{\"services\": {\n\"s3\": [\"GetObjects\",\n  \"Put\"], \"sqss\": \"*\"},\n\"dynamic\": [\"zzzzzzzz\"]}"
        let error = #expect(throws: Diagnostics.self) { try files(text) }
        #expect(
            error?.description == """
                a/inia.json:2:8: error: s3 has no operation GetObjects; did you mean GetObject, GetObjectAcl, ListObjects?
                a/inia.json:3:3: error: s3 has no operation Put
                a/inia.json:3:11: error: there is no service sqss; did you mean sqs?
                a/inia.json:4:13: error: there is no service zzzzzzzz
                """)
    }

    @Test(arguments: [
        ("cloudwatch-logs", "logs, cloudwatch"), ("CloudWatchLogs", "logs, cloudwatch"), ("eventbridge", "events"),
        ("DynamoDB", "dynamodb"),
    ])
    func `a service is found by what else it is called`(name: String, meant: String) {
        let error = #expect(throws: Diagnostics.self) { try files("{\"services\": {\"\(name)\": \"*\"}}") }
        #expect(error?.description == "a/inia.json:1:15: error: there is no service \(name); did you mean \(meant)?")
    }

    @Test func `a pattern among operations is answered by how to say all`() {
        let error = #expect(throws: Diagnostics.self) { try files("{\"services\": {\"s3\": [\"*\", \"Get*\"]}}") }
        #expect(
            error?.description == """
                a/inia.json:1:22: error: "*" stands in place of the list, for all operations
                a/inia.json:1:27: error: "*" stands in place of the list, for all operations
                """)
    }

    @Test func `a mark before the text is passed over, and places are counted without it`() throws {
        #expect(try files("\u{FEFF}{\"dynamic\": [\"sqs\"]}").count == 1)
        let error = #expect(throws: Diagnostics.self) { try files("\u{FEFF}{\"dynamics\": [\"sqs\"]}") }
        #expect(error?.description == "a/inia.json:1:2: error: there is no option dynamics; did you mean dynamic?")
    }

    @Test func `documentation comes from a folder of botocore's data, and its absence is an error`() throws {
        let text = "{\"services\": {\"sqs\": [\"SendMessage\"]}, \"docs\": \"data\"}"
        let version = try Checkout.library.service("sqs").traits.apiVersion
        let error = #expect(throws: Diagnostics.self) { try files(text) }
        #expect(
            error?.description
                == "a/inia.json:1:48: error: there is no a/data/sqs/\(version)/service-2.json, nor that with .gz")
        let prose = "{\"documentation\": \"<p>Queues.</p>\", \"operations\": {}, \"shapes\": {}}"
        #expect(try files(text, ["a/data/sqs/\(version)/service-2.json": prose]).count == 4)
    }

    @Test func `the user's own models come before AWS's, and a folder without any is an error`() throws {
        let text = "{\"services\": {\"pond\": \"*\", \"sqs\": [\"SendMessage\"]}, \"models\": \"../own\"}"
        let error = #expect(throws: Diagnostics.self) { try files("{\"models\": \"../own\"}") }
        #expect(
            error?.description
                == "a/inia.json:1:12: error: there is no <service>/<version>/service-2.json in ../own")
        let pond = """
            {"metadata": {"serviceId": "Pond", "apiVersion": "2026-01-01", "endpointPrefix": "pond", "protocol": "json",
            "signatureVersion": "v4"}, "operations": {"Fish": {"name": "Fish"}}, "shapes": {}}
            """
        let made = try files(text, ["a/../own/pond/2026-01-01/service-2.json": pond])
        #expect(made.count == 7)
        #expect(made.first?.text.contains("actor Pond: Inia.TypedClient") == true)
        #expect(made.first?.text.contains("func fish(") == true)
    }

    private func files(
        _ text: String, _ disk: [String: String] = [:], planned: [String: Int]? = nil
    ) throws -> [GeneratedFile] {
        try Generation(
            Bytes(utf8: text), path: "a/inia.json", library: Checkout.library, files: ScriptedFiles(texts: disk),
            planned: planned
        ).files
    }
}
