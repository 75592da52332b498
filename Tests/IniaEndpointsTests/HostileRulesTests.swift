import IniaEndpoints
import Testing

/// Rules and parameters of the kinds that make careless readers crash or slow: all are followed to their end here, so that
/// a quadratic evaluation would not end.
@Suite struct HostileRulesTests {
    private let size = 1 << 14

    private func repeated(_ text: String) -> String { String(repeating: text, count: size / text.utf8.count) }

    /// Whether an expression has a value for a region.
    private func isSet(_ expression: String, _ region: String) throws -> Bool {
        let rules = try ruleSet(
            """
            [{"type":"endpoint","conditions":[{"fn":"isSet","argv":[\(expression)]}],"endpoint":{"url":"set"}},
             {"type":"endpoint","conditions":[],"endpoint":{"url":"unset"}}]
            """)
        return try rules.resolve(["Region": .string(region)]).url == "set"
    }

    @Test func `long parameters are looked at in the time of their length`() throws {
        let isURL = { try isSet(#"{"fn":"parseURL","argv":[{"ref":"Region"}]}"#, $0) }
        for path in ["/", "/.", "/..", "a/", "%", ";", ":"] {
            #expect(try isURL("https://host/" + repeated(path)))
        }
        #expect(try isURL("https://" + repeated("a.")))
        for text in [
            "https://[" + repeated(":"), "https://" + repeated("@"), repeated("h"), "http://h:" + repeated("1"),
        ] {
            #expect(try !isURL(text))
        }
        let isARN = { try isSet(#"{"fn":"aws.parseArn","argv":[{"ref":"Region"}]}"#, $0) }
        #expect(try isARN("arn:" + repeated("a:")))
        #expect(try isARN("arn:a:b:c:d:" + repeated("/")))
        #expect(try !isARN("arn:" + repeated("a")))
        #expect(try isSet(#"{"fn":"uriEncode","argv":[{"ref":"Region"}]}"#, repeated("é")))
        #expect(try isSet(#"{"fn":"split","argv":[{"ref":"Region"},"aab",0]}"#, repeated("a")))
        #expect(try isSet(#"{"fn":"substring","argv":[{"ref":"Region"},0,\#(size),true]}"#, repeated("a")))
        #expect(try !isSet(#"{"fn":"substring","argv":[{"ref":"Region"},0,9223372036854775807,true]}"#, repeated("a")))
    }

    @Test func `a long region is matched in the time of its length`() throws {
        let rules = try ruleSet(
            """
            [{"type":"endpoint","conditions":[{"fn":"aws.partition","argv":[{"ref":"Region"}],"assign":"P"}],
              "endpoint":{"url":"{P#name}"}}]
            """)
        for (region, name) in [
            ("cn-" + repeated("a") + "-1", "aws-cn"), ("cn-a-" + repeated("1"), "aws-cn"),
            ("cn-" + repeated("a") + "-x", "aws"), (repeated("cn-"), "aws"),
        ] {
            #expect(try rules.resolve(["Region": .string(region)]).url == name)
        }
    }

    @Test func `long labels are valid or not in the time of their length`() throws {
        let names = ["isValidHostLabel", "aws.isVirtualHostableS3Bucket"]
        for (label, isValid) in [
            (repeated("a"), false), (repeated("a."), false), (repeated("-"), false), (repeated("a.") + "a", true),
        ] {
            for name in names {
                let rules = try ruleSet(
                    """
                    [{"type":"endpoint","conditions":[{"fn":"\(name)","argv":[{"ref":"Region"},true]}],
                      "endpoint":{"url":"valid"}},{"type":"endpoint","conditions":[],"endpoint":{"url":"no"}}]
                    """)
                #expect((try rules.resolve(["Region": .string(label)]).url == "valid") == isValid)
            }
        }
    }

    @Test func `rules, calls and properties that are nested too deeply are errors`() throws {
        func nested(_ count: Int, _ begin: String, _ end: String, around inner: String) -> String {
            String(repeating: begin, count: count) + inner + String(repeating: end, count: count)
        }
        let endpoint = #"{"type":"endpoint","conditions":[],"endpoint":{"url":"u"}}"#
        let trees = nested(200, #"{"type":"tree","conditions":[],"rules":["#, "]}", around: endpoint)
        #expect(throws: EndpointError.self) { try ruleSet("[\(trees)]") }
        let calls = nested(60, #"{"fn":"not","argv":["#, "]}", around: "true")
        let properties = nested(60, #"{"a":"#, "}", around: "1")
        let malformed = [
            #"[{"type":"endpoint","conditions":[\#(calls)],"endpoint":{"url":"u"}}]"#,
            #"[{"type":"endpoint","conditions":[],"endpoint":{"url":"u","properties":\#(properties)}}]"#,
            #"[{"type":"endpoint","conditions":[],"endpoint":{"url":"{Region}{"}}]"#,
            #"[{"type":"endpoint","conditions":[],"endpoint":{"url":{"fn":"getAttr","argv":["a","b[99999999999999999999]"]}}}]"#,
            #"[{"type":"endpoint","conditions":[],"endpoint":{"url":1e400}}]"#,
        ]
        let empty = [
            #"[{"type":"tree","conditions":[],"rules":[1e400]}]"#, #"[{"type":"tree","conditions":[],"rules":[7]}]"#,
        ]
        for (rules, code) in malformed.map({ ($0, EndpointError.Code.malformedRules) }) + empty.map({ ($0, .noMatch) })
        {
            let error = #expect(throws: EndpointError.self) {
                try ruleSet(rules).resolve(["Region": .string("us-east-1")])
            }
            #expect(error?.code == code)
        }
    }
}
