import IniaProtocols
import IniaShapes
import Testing

/// Elements in the model's order, with nothing but a text, are read on a short way; others must be read the same.
@Suite struct XMLOutputTests {
    private let service = TestService(.restXML) { shapes in
        shapes.list("Items", of: shapes.to("string"), .flattened)
        shapes.structure("Inner", ["A": shapes.to("string"), "N": shapes.to("integer")])
        shapes.structure(
            "Output",
            [
                "A": shapes.to("string"), "Item": shapes.to("Items"), "TheSameEnds1TheSameEnds": shapes.to("string"),
                "TheSameEnds2TheSameEnds": shapes.to("string"), "N": shapes.to("integer"), "Inner": shapes.to("Inner"),
                "Spaced": shapes.to("string", name: "a b"), "Prefixed": shapes.to("string", name: "p:q"),
                "Last": shapes.to("boolean"),
            ])
    }

    private let elements = [
        ("A", "a"), ("Item", "1"), ("Item", "2"), ("TheSameEnds1TheSameEnds", "one"),
        ("TheSameEnds2TheSameEnds", "two"),
        ("N", "17"), ("Last", "true"),
    ]

    @Test(
        arguments: [
            { "<\($0)>\($1)</\($0)>" }, { "<\($0) >\($1)</\($0)>" }, { "<\($0) x='1'>\($1)</\($0)>" },
            { "<\($0)>\($1)</\($0)\n>" }, { "\n  <\($0)>\($1)</\($0)>" }, { "<!-- c --><\($0)>\($1)</\($0)>" },
            { "<\($0)>\($1)<!-- c --></\($0)>" }, { "<\($0)><![CDATA[\($1)]]></\($0)>" },
            { "<\($0)>&#\($1.utf8.first ?? 0);\($1.dropFirst())</\($0)>" }, { "<n:\($0)>\($1)</n:\($0)>" },
            { "<\($0)>\($1)</\($0)><Unknown>u</Unknown>" }, { "<\($0)>\($1)<b>t</b></\($0)>" },
        ] as [@Sendable (String, String) -> String])
    func `an element is the same in every form`(form: @Sendable (String, String) -> String) throws {
        let inner = "<Inner>" + form("A", "b") + form("N", "3") + "</Inner>"
        for order in [elements, elements.reversed()] {
            let items: Value = order[0].0 == "A" ? ["1", "2"] : ["2", "1"]
            let body = "<r xmlns:n='u'>" + order.map { form($0.0, $0.1) }.joined() + inner + "</r>"
            // What the members' shapes are is known from the first time on.
            for _ in 0..<2 {
                let output = Dictionary(try service.output(body).map { ($0.key, $0.value) }) { $1 }
                #expect(
                    output == [
                        "A": "a", "Item": items, "TheSameEnds1TheSameEnds": "one", "TheSameEnds2TheSameEnds": "two",
                        "N": 17, "Last": true, "Inner": ["A": "b", "N": 3],
                    ])
            }
        }
    }

    @Test func `what comes twice, empty or under a prefix is read as if it came slowly`() throws {
        for _ in 0..<2 {
            #expect(try service.output("<r><A/><A>x</A></r>") == .of(["A": ""]))
            #expect(try service.output("<r><A>x</A><A>y</A><N>1</N><N>2</N></r>") == .of(["A": "x", "N": 1]))
            #expect(try service.output("<r><Last>true</Last><A>x</A></r>") == .of(["Last": true, "A": "x"]))
            #expect(try service.output("<r xmlns:p='u'><p:q>x</p:q></r>") == [])
            #expect(try service.output("<r><A>x</A></r>") == .of(["A": "x"]))
            #expect(try service.output("<r><A>&lt;a&#38;b&gt;</A><N>1</N></r>") == .of(["A": "<a&b>", "N": 1]))
            #expect(try service.output("<r><A>a&amp;b<c>d</c></A><N>1</N></r>") == .of(["A": "a&b", "N": 1]))
            #expect(try service.output("<r><A>a&amp;\r\nb</A></r>") == .of(["A": "a&\nb"]))
        }
    }

    @Test func `a list's elements keep their order, whatever stands between them`() throws {
        let items = "<Item>1</Item><Item x='1'>2</Item><Item>3</Item><A>x</A><Item/><Item>5</Item><Item >6</Item>"
        for _ in 0..<2 {
            #expect(
                try service.output("<r>\(items)</r>") == .of(["Item": ["1", "2", "3", "", "5", "6"], "A": "x"]))
        }
    }

    @Test(arguments: [
        "<r><a b>x</a b></r>", "<r><p:q>x</p:q></r>", "<r><A>x</B></r>", "<r><A>x</A", "<r><A>x", "<r><A>x</r>",
        "<r><A>x</AB></r>", "<r><N>x</N></r>", "<r><A>]]></A></r>", "<r><A>&no;</A></r>", "<r><A",
        "<r><A>&amp;&no;</A></r>", "<r><A>&amp;</B></r>", "<r><A>&amp;", "<r><Item>1</Item><Item>2</r>",
    ])
    func `what is no XML or no number is refused on the short way too`(body: String) throws {
        for _ in 0..<2 { #expect(throws: (any Error).self) { try service.output(body) } }
    }
}
