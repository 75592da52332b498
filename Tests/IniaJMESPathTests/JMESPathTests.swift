import IniaJMESPath
import IniaPrimitives
import IniaShapes
import Testing

@Suite struct JMESPathTests {
    private let people: Value = [
        "people": [
            ["name": "b", "age": 30, "tags": ["x"]], ["name": "a", "age": 50, "tags": ["y", "z"]],
            ["name": "c", "age": 40],
        ],
        "empty": [], "zero": 0, "nested": [[1, [2]], [3], 4], "text": "añ😀",
    ]

    @Test(
        arguments: [
            ("people[0].name", "b"), ("people[-1].name", "c"), ("people[*].age", [30, 50, 40]), ("people[9]", nil),
            ("people[].tags[]", ["x", "y", "z"]), ("people[?age > `35`].name", ["a", "c"]),
            ("people[?tags].name | [0]", "b"), ("people[?name == 'a'] | [0].age", 50), ("people[:2].age", [30, 50]),
            ("people[::-1].name", ["c", "a", "b"]), ("nested[]", [1, [2], 3, 4]), ("nested[][]", [1, 2, 3, 4]),
            ("nothing.at.all", nil), ("empty || zero", 0), ("zero && text", "añ😀"), ("!empty", true), ("!zero", false),
            ("people[0].[name, age]", ["b", 30]), ("people[0].{n: name, \"a b\": age}", ["n": "b", "a b": 30]),
            ("people[0].*", ["b", 30, ["x"]]), ("@.zero", 0), ("`{\"a\": [1.5]}`.a[0]", 1.5), ("`foo`", "foo"),
            ("'it\\'s'", "it's"), ("'a\\b'", "a\\b"), ("\"te\\u0078t\"", "añ😀"), ("people[*].nothing", []),
            ("zero == `0.0`", true), ("zero == `false`", false), ("text < 'b'", true), ("text < `1`", nil),
            ("(people[*].name)[0]", "b"), ("people[?!tags].name", ["c"]), ("a.b.c == `null`", true),
        ] as [(String, Value)])
    func `an expression gives`(expression: String, expected: Value) throws {
        #expect(try JMESPath(expression).search(people) == expected)
    }

    @Test(
        arguments: [
            ("abs(`-5`)", 5), ("avg(people[*].age)", 40.0), ("avg(empty)", nil), ("ceil(`1.2`)", 2),
            ("floor(`-1.2`)", -2),
            ("contains(text, 'ñ')", true), ("contains(nested[1], `3`)", true), ("contains(text, `1`)", false),
            ("ends_with(text, '😀')", true), ("starts_with(text, 'a')", true), ("join('-', people[*].name)", "b-a-c"),
            ("keys(people[0])", ["name", "age", "tags"]), ("values(people[0])", ["b", 30, ["x"]]), ("length(text)", 3),
            ("length(people)", 3), ("length(people[0])", 3), ("map(&age, people)", [30, 50, 40]),
            ("map(&tags[1], people)", [nil, "z", nil]), ("max(people[*].age)", 50), ("max(empty)", nil),
            ("min(people[*].name)", "a"), ("max_by(people, &age).name", "a"), ("min_by(people, &name).age", 50),
            ("merge(`{\"a\":1,\"b\":2}`, `{\"a\":3}`)", ["a": 3, "b": 2]), ("not_null(nothing, zero)", 0),
            ("reverse(nested[1])", [3]), ("reverse(text)", "😀ña"), ("sort(people[*].name)", ["a", "b", "c"]),
            ("sort_by(people, &age)[].name", ["b", "c", "a"]), ("sum(people[*].age)", 120), ("sum(empty)", 0),
            ("to_array(zero)", [0]), ("to_array(empty)", []), ("to_number('12')", 12), ("to_number('1e3')", 1000.0),
            ("to_number('x')", nil), ("to_number(empty)", nil),
            ("to_string(people[0])", "{\"name\":\"b\",\"age\":30,\"tags\":[\"x\"]}"),
            ("to_string(text)", "añ😀"), ("to_string(`\"é\"`)", "é"),
            ("to_string([text])", "[\"a\\u00f1\\ud83d\\ude00\"]"),
            ("type(zero)", "number"), ("type(nothing)", "null"), ("type(people)", "array"), ("type(@)", "object"),
            ("type(`true`)", "boolean"), ("type(text)", "string"),
        ] as [(String, Value)])
    func `a function gives`(expression: String, expected: Value) throws {
        #expect(try JMESPath(expression).search(people) == expected)
    }

    @Test(arguments: [
        "", " ", "a.", ".a", "a..b", "a[", "a]", "a[0", "a[b]", "[*", "a[?b", "a{b:c}", "{a}", "{a:}", "{a:b,}", "[a,]",
        "a b", "a ||", "|| a", "a = b", "#", "'a", "\"a", "`\"`", "\"\\x\"", "-", "a.-1", "a.0", "f(", "f(a", "f(a b)",
        "\"f\"(a)",
        "a.b[0:1:2:3]", "a[1:2 3]", "*.", "a.[", "!", "&", "(a", "a)", "f(a,)", "a[::x]", "é",
    ])
    func `what is no expression is refused`(expression: String) {
        #expect(throws: JMESPathError.self) { try JMESPath(expression) }
    }

    @Test(
        arguments: [
            ("abs('a')", JMESPathError.Code.invalidType), ("abs(zero, zero)", .invalidArity), ("abs()", .invalidArity),
            ("not_null()", .invalidArity), ("nope(@)", .unknownFunction), ("nested[::0]", .invalidValue),
            ("sum(nested)", .invalidType), ("sort_by(people, age)", .invalidType),
            ("sort_by(people, &tags)", .invalidType),
            ("max(`[1, \"a\"]`)", .invalidType), ("length(zero)", .invalidType), ("join(',', nested)", .invalidType),
            ("to_array(&zero)", .invalidType), ("merge(@, zero)", .invalidType), ("&zero", .invalidType),
        ] as [(String, JMESPathError.Code)])
    func `an evaluation fails with its kind`(expression: String, code: JMESPathError.Code) throws {
        let compiled = try JMESPath(expression)
        let error = try #require(throws: JMESPathError.self) { try compiled.search(people) }
        #expect(error.code == code)
    }

    @Test func `structures, attributes and documents are objects and lists too`() throws {
        let document = Document.map([
            .init(key: "Items", value: .list([.map([.init(key: "N", value: .integer(1))]), .integer(2)]))
        ])
        let value: Value = [
            "doc": .document(document), "attribute": .attribute(.map([.init(key: "k", value: .string("v"))])),
            "blob": .blob([1]),
        ]
        #expect(try JMESPath("doc.Items[].N").search(value) == [.document(.integer(1))])
        #expect(try JMESPath("doc.Items[?N == `1`] | length(@)").search(value) == 1)
        #expect(try JMESPath("attribute.M.k.S").search(value) == "v")
        #expect(try JMESPath("type(blob)").search(value).asIsNull)
        #expect(try JMESPath("doc == `{\"Items\": [{\"N\": 1.0}, 2]}`").search(value) == true)
    }

    @Test func `depth is bounded and length is not`() throws {
        for deep in [
            String(repeating: "(", count: 10_000), String(repeating: "!", count: 10_000) + "a",
            String(repeating: "[", count: 10_000), "a" + String(repeating: "[]", count: 10_000),
            "a" + String(repeating: " == a", count: 10_000), String(repeating: "f(", count: 10_000),
            String(repeating: "{a:", count: 10_000), String(repeating: "&", count: 10_001) + "a",
            "a" + String(repeating: "[*]", count: 10_000),
        ] { #expect(throws: JMESPathError.self) { try JMESPath(deep) } }
        let long = ["a" + String(repeating: ".a", count: 2000), "a" + String(repeating: " || a", count: 2000)]
        for text in long { #expect(try JMESPath(text).search([:]).asIsNull) }
    }

    @Test func `no cut or change of an expression traps`() {
        let text = Array("people[?age >= `35` && !tags].{n: name, \"a\": max_by(@, &age)[::-1]} | [0].*".utf8)
        for place in text.indices {
            _ = try? JMESPath(String(decoding: text[..<place], as: UTF8.self)).search(people)
            for byte in UInt8(0x20)...0x7E {
                var changed = text
                changed[place] = byte
                _ = try? JMESPath(String(decoding: changed, as: UTF8.self)).search(people)
            }
        }
    }
}
