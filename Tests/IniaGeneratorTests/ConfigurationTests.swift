import IniaPrimitives
import Testing

@testable import IniaGenerator

@Suite struct ConfigurationTests {
    @Test func `everything that can be asked for is read, with its place`() throws {
        let text = """
            {
              "services": {"s3": ["GetObject", "PutObject"], "dynamodb": "*"},
              "access": "public", "docs": "../data", "codable": true, "models": "m",
              "dynamic": ["sqs"]
            }
            """
        var expected = Configuration()
        expected.services = [
            .init(.init("s3", at: 17), operations: [.init("GetObject", at: 24), .init("PutObject", at: 37)]),
            .init(.init("dynamodb", at: 51), operations: nil),
        ]
        expected.access = "public"
        expected.docs = .init("../data", at: 99)
        expected.isCodable = true
        expected.models = .init("m", at: 137)
        expected.dynamic = [.init("sqs", at: 156)]
        #expect(try Configuration(Bytes(utf8: text), path: "inia.json") == expected)
    }

    @Test func `nothing has to be asked for`() throws {
        #expect(try Configuration(Bytes(utf8: "{}"), path: "inia.json") == Configuration())
    }

    @Test(arguments: [
        ("[]", "1:1: error: the configuration is an object"),
        ("{\n  \"service\": {}\n}", "2:3: error: there is no option service; did you mean services?"),
        ("{\"wishes\": 1}", "1:2: error: there is no option wishes"),
        ("{\"access\": \"open\"}", "1:12: error: access is internal, package or public"),
        ("{\"access\": \"publik\"}", "1:12: error: access is internal, package or public; did you mean public?"),
        ("{\"codable\":\n 1}", "2:2: error: codable is true or false"),
        ("{\"docs\": []}", "1:10: error: docs is the path of a folder"),
        ("{\"dynamic\": \"*\"}", "1:13: error: dynamic is a list of services"),
        ("{\"dynamic\": [1]}", "1:14: error: dynamic is a list of services"),
        ("{\"services\": {\"s3\": \"all\"}}", "1:21: error: s3 takes a list of operations, or \"*\" for all"),
        ("{\"services\": {\"s3\": 1}}", "1:21: error: s3 takes a list of operations, or \"*\" for all"),
        ("{\"services\": {\"s3\": [\"A\",\"A\"]}}", "1:26: error: A is given twice"),
        ("{\"services\": {\"s3\": [],\"s3\": []}}", "1:24: error: s3 is given twice"),
        ("{\"codable\": true, \"codable\": true}", "1:19: error: codable is given twice"),
        ("{\n  // clients\n}", "2:3: error: JSON has no comments"),
        ("{\"codable\": true # yes\n}", "1:18: error: JSON has no comments"),
    ])
    func `what is wrong is said with its place`(text: String, message: String) {
        let error = #expect(throws: Diagnostics.self) { try Configuration(Bytes(utf8: text), path: "a/inia.json") }
        #expect(error?.description == "a/inia.json:" + message)
    }

    @Test func `another encoding than UTF-8 is called so`() {
        let text = Bytes([0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00])
        let error = #expect(throws: Diagnostics.self) { try Configuration(text, path: "i") }
        #expect(error?.description == "i:1:1: error: the file is not UTF-8")
    }

    @Test func `all mistakes are told at once`() {
        let text = "{\"codable\": 1,\n \"acess\": 2,\n \"docs\": 3}"
        let error = #expect(throws: Diagnostics.self) { try Configuration(Bytes(utf8: text), path: "i") }
        #expect(error?.all.map(\.line) == [1, 2, 3])
    }

    @Test(arguments: ["", "{", "{\"services\": {\"s3\": [}}", "{} {}", "{\"a\" 1}", "{\"docs\": \"\u{1}\"}"])
    func `what is no JSON is an error with its place`(text: String) {
        let error = #expect(throws: Diagnostics.self) { try Configuration(Bytes(utf8: text), path: "i") }
        #expect(error?.all.last.map { $0.line == 1 && $0.column >= 1 && !$0.message.isEmpty } == true)
    }
}
