import IniaEndpoints
import IniaPrimitives
import Testing

@Suite struct RuleSetTests {
    @Test func `a tree whose children all fail passes on to its next sibling`() throws {
        let rules = try ruleSet(
            """
            [{"type":"tree","conditions":[{"fn":"isSet","argv":[{"ref":"Region"}]}],"rules":[
                {"type":"error","conditions":[{"fn":"stringEquals","argv":[{"ref":"Region"},"x"]}],"error":"no x"}]},
             {"type":"endpoint","conditions":[],"endpoint":{"url":"https://{Region}.example"}}]
            """)
        #expect(try rules.resolve(["Region": .string("y")]) == Endpoint(url: "https://y.example"))
        #expect(throws: EndpointError.self) { try rules.resolve(["Region": .string("x")]) }
    }

    @Test func `an endpoint has the headers and properties of its rule, filled in`() throws {
        let rules = try ruleSet(
            """
            [{"type":"endpoint","conditions":[{"fn":"aws.partition","argv":[{"ref":"Region"}],"assign":"P"}],"endpoint":{
              "url":"https://{P#dnsSuffix}","headers":{"x-region":["{Region}",{"fn":"getAttr","argv":[{"ref":"P"},"name"]}]},
              "properties":{"authSchemes":[{"name":"sigv4","signingRegion":"{Region}","disableDoubleEncoding":true}]}}}]
            """)
        let endpoint = try rules.resolve(["Region": .string("cn-north-1")])
        #expect(
            endpoint
                == Endpoint(
                    url: "https://amazonaws.com.cn",
                    headers: [Endpoint.Header(name: "x-region", values: ["cn-north-1", "aws-cn"])],
                    properties: try json(
                        """
                        {"authSchemes":[{"name":"sigv4","signingRegion":"cn-north-1","disableDoubleEncoding":true}]}
                        """)))
    }

    @Test func `a rule set knows which of its parameters the rules looked at so far`() throws {
        let rules = try RuleSet(
            json(
                """
                {"parameters":{"Region":{"type":"string"},"Key":{"type":"string"},"Bucket":{"type":"string"}},
                 "rules":[
                  {"type":"tree","conditions":[{"fn":"isSet","argv":[{"ref":"Region"}]}],"rules":[
                   {"type":"endpoint","conditions":[],"endpoint":{"url":"https://{Region}.example"}}]},
                  {"type":"endpoint","conditions":[],"endpoint":{"url":"https://{Bucket}.example"}}]}
                """), partitions: partitions())
        func looked() -> [Bool] { rules.parameters.indices.map(rules.hasLooked) }
        #expect(looked() == [false, false, false])
        _ = try rules.resolve(["Region": .string("r"), "Key": .string("k")])
        #expect(looked() == [true, false, false])
        _ = try rules.resolve(["Bucket": .string("b")])
        #expect(looked() == [true, false, true])
    }

    @Test func `what a failed rule assigned is not seen by the next`() throws {
        let rules = try ruleSet(
            """
            [{"type":"error","conditions":[{"fn":"substring","argv":[{"ref":"Region"},0,2,false],"assign":"part"},
                {"fn":"stringEquals","argv":[{"ref":"part"},"zz"]}],"error":"zz"},
             {"type":"endpoint","conditions":[{"fn":"substring","argv":[{"ref":"Region"},0,2,true],"assign":"part"}],
              "endpoint":{"url":"https://{part}"}}]
            """)
        #expect(try rules.resolve(["Region": .string("eu-west-1")]).url == "https://-1")
    }

    @Test func `a name is assigned once`() throws {
        let rules = try ruleSet(
            """
            [{"type":"endpoint","conditions":[{"fn":"substring","argv":["abc",0,1,false],"assign":"Region"}],
              "endpoint":{"url":"https://x"}}]
            """)
        #expect(
            outcome(of: rules, ["Region": .string("a")])
                == "Assignment Region already exists in scoped variables and cannot be overwritten")
    }

    @Test(
        arguments: [
            (EndpointParameters(), "Cannot find value for required parameter Needed"),
            (
                ["Needed": .string("a"), "Flag": .string("b")],
                "Value (Flag) is the wrong type. Must be <class 'bool'>."
            ),
            (
                ["Needed": .string("a"), "Flag": .boolean(false)],
                "No endpoint found for parameters:\nNeeded: a\nFlag: False"
            ),
        ] as [(EndpointParameters, String)]) func `parameters are checked and reported`(
            _ parameters: EndpointParameters, _ text: String
        ) throws
    {
        let rules = try RuleSet(
            try json(
                """
                {"parameters":{"Needed":{"type":"String","required":true},"Flag":{"type":"Boolean","default":true}},
                 "rules":[{"type":"endpoint","conditions":[{"fn":"booleanEquals","argv":[{"ref":"Flag"},true]}],
                  "endpoint":{"url":"https://x"}}]}
                """), partitions: try partitions())
        #expect(outcome(of: rules, parameters) == text)
        #expect(try rules.resolve(["Needed": .string("a")]).url == "https://x")
    }

    @Test func `a rule is fetched once, and only when it is reached`() throws {
        let source = CountingSource([
            #"{"conditions":[],"type":"tree","rules":[1,2]}"#,
            #"{"conditions":[],"type":"endpoint","endpoint":{"url":"https://first"}}"#,
        ])
        let rules = try RuleSet(source, partitions: try partitions())
        for _ in 0..<3 { #expect(try rules.resolve([:]).url == "https://first") }
        #expect(source.fetched == [0, 1])
    }

    @Test func `rules that hold themselves are refused`() throws {
        let rules = try RuleSet(
            CountingSource([#"{"conditions":[],"type":"tree","rules":[0,0]}"#]), partitions: try partitions())
        #expect(outcome(of: rules, [:]) == "The endpoint rules are nested too deeply.")
    }

    @Test(arguments: [
        ("stringEquals", "true", "Both values must be strings, not <class 'str'> and <class 'bool'>."),
        ("booleanEquals", "true", "Both arguments must be bools, not <class 'str'> and <class 'bool'>."),
    ])
    func `what is compared is of one type, or a parameter is wrong`(
        function: String, other: String, message: String
    ) throws {
        let set = try ruleSet(
            #"[{"type":"endpoint","conditions":[{"fn":""# + function + #"","argv":[{"ref":"Region"},"# + other
                + #"]}],"endpoint":{"url":"x"}}]"#)
        let error = #expect(throws: EndpointError.self) { try set.resolve(["Region": .string("a")]) }
        #expect((error?.code, error?.message) == (.invalidParameter, message))
    }

    @Test(arguments: [
        #"[{"type":"what","conditions":[]}]"#,
        #"[{"type":"endpoint","conditions":[{"fn":"isSet","argv":[]}],"endpoint":{"url":"x"}}]"#,
        #"[{"type":"endpoint","conditions":[{"fn":"magic","argv":[]}],"endpoint":{"url":"x"}}]"#,
        #"[{"type":"endpoint","conditions":[],"endpoint":{"url":"{unset}"}}]"#,
        #"[{"type":"endpoint","conditions":[],"endpoint":{"url":"{Region} }"}}]"#,
    ]) func `malformed rules are an error`(_ rules: String) throws {
        let set = try ruleSet(rules)
        let error = #expect(throws: EndpointError.self) { try set.resolve(["Region": .string("a")]) }
        #expect(error?.code == .malformedRules)
    }
}

/// Gives rules from texts and counts who asks.
private final class CountingSource: RuleSource {
    private let rules: [String]
    private let log = Log()

    init(_ rules: [String]) { self.rules = rules }

    var fetched: [Int] { log.entries }

    func parameters() throws -> Document { .map([]) }

    func rule(_ number: Int) throws -> Document {
        log.add(number)
        return try json(rules[number])
    }
}
