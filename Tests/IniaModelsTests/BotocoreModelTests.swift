import IniaPrimitives
import IniaShapes
import IniaText
import Testing

@testable import IniaModels

@Suite struct BotocoreModelTests {
    @Test func `a service becomes sorted lines without prose`() throws {
        let model = """
            {"version":"2.0","documentation":"prose","metadata":{"protocol":"json","serviceId":"X"},
             "operations":{"Do":{"name":"Do","http":{"method":"POST"},"documentation":"prose","deprecatedMessage":"p",
              "input":{"shape":"In","documentation":"prose"},"errors":[{"shape":"E","documentation":"prose"}]},
              "Call":{"name":"Other","output":{"shape":"In","resultWrapper":"W"}}},
             "shapes":{"In":{"required":["A"],"type":"structure","documentation":"prose",
              "members":{"documentation":{"shape":"T","documentation":"prose"},"A":{"shape":"Named"},
               "B":{"shape":"Named","locationName":"mine"},"V":{"shape":"Events"}}},
              "T":{"type":"string","enum":["a/b","\u{e9}"]},"Named":{"type":"string","locationName":"n"},
              "Events":{"type":"structure","members":{},"eventstream":true},
              "E":{"type":"structure","members":{},"exception":true,"error":{"code":"C"}},
              "F":{"type":"structure","members":{},"exception":true,"error":{"code":"C"}},
              "G":{"type":"structure","members":{},"exception":true}},
             "clientContextParams":{"P":{"type":"string","documentation":"prose"}}}
            """
        #expect(
            try text(.service, model) == """
                {"code":"C","shape":"F"}
                {"code":"G","shape":"G"}
                {"metadata":"x","protocol":"json","serviceId":"X","clientContextParams":{"P":{"type":"string"}}}
                {"operation":"Call","name":"Other","output":{"shape":"In","resultWrapper":"W"}}
                {"operation":"Do","http":{"method":"POST"},"input":"In","errors":["E"]}
                {"shape":"E","type":"structure","members":{},"exception":true,"error":{"code":"C"}}
                {"shape":"Events","type":"structure","members":{},"eventstream":true}
                {"shape":"F","type":"structure","members":{},"exception":true,"error":{"code":"C"}}
                {"shape":"G","type":"structure","members":{},"exception":true}
                {"shape":"In","type":"structure","required":["A"],"members":{"documentation":"T",\
                "A":{"shape":"Named","locationName":"n"},"B":{"shape":"Named","locationName":"mine"},\
                "V":{"shape":"Events","eventstream":true}}}
                {"shape":"Named","type":"string","locationName":"n"}
                {"shape":"T","type":"string","enum":["a/b","\u{e9}"]}
                """)
    }

    @Test func `a rule set becomes numbered lines under a root`() throws {
        let rules = """
            {"version":"1.0","parameters":{"R":{"type":"string","documentation":"prose"}},"rules":[
             {"conditions":[],"rules":[{"conditions":[],"error":"a","type":"error"}],"type":"tree"},
             {"conditions":[],"endpoint":{"url":"u"},"type":"endpoint"}]}
            """
        #expect(
            try text(.rules, rules) == """
                {"rule":"00000","conditions":[],"rules":[1,3],"type":"tree"}
                {"rule":"00001","conditions":[],"rules":[2],"type":"tree"}
                {"rule":"00002","conditions":[],"error":"a","type":"error"}
                {"rule":"00003","conditions":[],"endpoint":{"url":"u"},"type":"endpoint"}
                {"ruleset":"1.0","parameters":{"R":{"type":"string"}}}
                """)
    }

    @Test func `an inline model has its companions beside it`() throws {
        let model = try ServiceModel(
            name: "x",
            botocoreJSON: Bytes(
                utf8: """
                    {"metadata":{"protocol":"ec2"},"operations":{"Do":{"name":"Do"}},"shapes":{},
                     "paginators":{"pagination":{"Do":{"input_token":"A","output_token":"B","result_key":"C"}}},
                     "waiters":{"version":2,"waiters":{"Done":{"operation":"Do","delay":1,"maxAttempts":2,
                       "description":"prose","acceptors":[]}}},
                     "endpointRuleSet":{"version":"1.0","parameters":{},"rules":[]}}
                    """))
        #expect(model.traits.protocols == [.ec2])
        #expect(model.operationNames == ["Do"])
        #expect(try model.paginator("Do").resultKeys == ["C"])
        #expect(try model.waiter("Done").maximumAttempts == 2)
        #expect(try model.rules?.rule(0)["rules"] == .list([]))
    }

    @Test func `a model that is no JSON, or is hollow, is an error or an empty service`() throws {
        let error = #expect(throws: ModelError.self) { try ServiceModel(name: "x", botocoreJSON: Bytes(utf8: "{")) }
        #expect(error?.code == .malformed)
        #expect(error?.message.hasPrefix("the model of x: ") == true)
        for hollow in ["{}", "[]", "7", "{\"operations\":7,\"shapes\":[],\"metadata\":{}}"] {
            #expect(try ServiceModel(name: "x", botocoreJSON: Bytes(utf8: hollow)).operationNames == [])
        }
    }

    @Test func `waiters in their first form are refused, not misread`() throws {
        let error = #expect(throws: ModelError.self) {
            try text(.waiters, #"{"version":1,"waiters":{"Done":{"operation":"Do"}}}"#)
        }
        #expect(error?.code == .malformed)
        #expect(try text(.waiters, #"{"version":2,"waiters":{"Done":{"operation":"Do"}}}"#).isEmpty == false)
    }

    @Test func `extras are merged into maps and replace all else`() throws {
        let base = try JSONReader.document(Bytes(utf8: "{\"a\":{\"b\":1,\"c\":[1]},\"d\":{}}"))
        let extra = try JSONReader.document(Bytes(utf8: "{\"a\":{\"c\":[2],\"e\":3},\"d\":4,\"f\":5}"))
        #expect(JSONWriter.text(base.merged(with: extra)) == "{\"a\":{\"b\":1,\"c\":[2],\"e\":3},\"d\":4,\"f\":5}")
        #expect(base.merged(with: nil) == base)
    }

    private func text(_ file: ServiceFile, _ json: String) throws -> String {
        let content = try BotocoreModel.document(Bytes(utf8: json), origin: "x")
        let lines = try BotocoreModel.lines(file, of: "x", content: content, origin: "x")
        return lines.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }
}
