import IniaPrimitives
import IniaText
import Testing

@Suite struct JSONReaderTests {
    @Test func `a text of every kind of value becomes a document`() throws {
        let text =
            #" {"a": [1, -0, 2.5, 1e3, true, false, null, ""], "b": {}, "é": "\u00e9\n\ud83d\ude00/", "c": [[]]} "#
        let expected = Document.map([
            .init(
                key: "a",
                value: .list([
                    .integer(1), .integer(0), .float(2.5), .float(1000), .boolean(true), .boolean(false), .null,
                    .string(""),
                ])),
            .init(key: "b", value: .map([])),
            .init(key: "é", value: .string("é\n😀/")),
            .init(key: "c", value: .list([.list([])])),
        ])
        #expect(try JSONReader.document(Bytes(utf8: text)) == expected)
    }

    @Test(arguments: [
        "", " ", "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,}", "{a:1}",
        "{\"a\" 1}", "{,}", "[1}", "{\"a\":1]", "]", "01", "-", "-a", "1.", ".1", "1.e2", "1e", "1e+", "+1", "0x1",
        "nul",
        "nulll", "True", "NaNs", "Infinit", "-Inf", "\"", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u123g\"", "\"\t\"",
        "\"a\n\"", "1 2", "[] []", "\u{FEFF}1", "\u{A0}1", "'a'", "[1]/**/", "\"\\ud83d\\u\"",
    ])
    func `what is no JSON text is refused`(text: String) {
        #expect(throws: FormatError.self) { try JSONReader.document(Bytes(utf8: text)) }
    }

    @Test func `bytes that are not UTF-8 are refused in keys, values and what is skipped`() {
        for broken: [UInt8] in [
            [0xFF], [0xC0, 0x80], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80],
            [0xF0, 0x9F, 0x98],
        ] {
            let string = [0x22] + broken + [0x22]
            let escaped = [0x22, 0x5C, 0x6E] + broken + [0x22]
            for text in [string, escaped, [0x7B] + string + [0x3A, 0x31, 0x7D]] {
                #expect(throws: FormatError.self) { try JSONReader.document(Bytes(text)) }
                #expect(throws: FormatError.self) { try skip(Bytes(text)) }
            }
        }
    }

    @Test(arguments: [#""\ud800""#, #""\udc00""#, #""\ud800\ud800\udc00""#, #""\udc00a""#, #""\ud800\n""#])
    func `a lone surrogate becomes a replacement character`(text: String) throws {
        let expected = [
            #""\ud800""#: "\u{FFFD}", #""\udc00""#: "\u{FFFD}", #""\ud800\ud800\udc00""#: "\u{FFFD}\u{10000}",
            #""\udc00a""#: "\u{FFFD}a", #""\ud800\n""#: "\u{FFFD}\n",
        ]
        #expect(try JSONReader.document(Bytes(utf8: text)) == .string(try #require(expected[text])))
    }

    @Test func `numbers keep what 64 bits and a double can hold`() throws {
        let cases: [(String, Document)] = [
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .decimal("9223372036854775808")),
            ("-9223372036854775809", .decimal("-9223372036854775809")),
            ("1e400", .float(.infinity)), ("-1E+400", .float(-.infinity)), ("1e-400", .float(0)),
            ("1e99999999999999999999", .float(.infinity)), ("0.1", .float(0.1)), ("1e22", .float(1e22)),
            ("1e23", .float(1e23)), ("123456789012345678.5", .float(123456789012345680)),
            ("9007199254740993.0", .float(9007199254740992)), ("5e-324", .float(.leastNonzeroMagnitude)),
            ("2.2250738585072011e-308", .float(.leastNormalMagnitude.nextDown)), ("0e999999", .float(0)),
            ("Infinity", .float(.infinity)), ("-Infinity", .float(-.infinity)),
        ]
        for (text, expected) in cases {
            #expect(try JSONReader.document(Bytes(utf8: text)) == expected, "\(text)")
        }
        #expect(try JSONReader.document(Bytes(utf8: "-0.0")).asFloat?.sign == .minus)
        #expect(try JSONReader.document(Bytes(utf8: "NaN")).asFloat?.isNaN == true)
    }

    @Test func `a repeated key stands once, in its first place with its last value`() throws {
        let few = #"{"a":1,"b":2,"a":3}"#
        #expect(
            try JSONReader.document(Bytes(utf8: few))
                == .map([.init(key: "a", value: .integer(3)), .init(key: "b", value: .integer(2))]))
        let many = (0..<50).map { "\"k\($0 % 40)\":\($0)" }.joined(separator: ",")
        let entries = try JSONReader.document(Bytes(utf8: "{\(many)}")).asEntries
        #expect(entries.map(\.key) == (0..<40).map { "k\($0)" })
        #expect(entries.map(\.value) == (0..<40).map { .integer($0 < 10 ? $0 + 40 : $0) })
    }

    @Test func `keys that look alike but differ in bytes are different keys`() throws {
        let text = Bytes(utf8: "{\"\u{E9}\":1,\"e\u{301}\":2}")
        #expect(try JSONReader.document(text).asEntries.count == 2)
    }

    @Test func `nesting is bounded however deep the input is`() throws {
        let fits = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
        #expect(throws: Never.self) { try JSONReader.document(Bytes(utf8: fits)) }
        let deep = Bytes(utf8: String(repeating: "{\"a\":[", count: 100_000))
        #expect(throws: FormatError(.tooDeep, "JSON is nested deeper than 512 levels", offset: 512 * 3)) {
            try JSONReader.document(deep)
        }
        #expect(throws: FormatError.self) { try skip(deep) }
    }

    @Test func `every cut of a text is refused, and none traps`() {
        let text = Array(#"{"a\n":[1.5e3,"\ud83d\ude00é",{"b":null}],"c":true}"#.utf8)
        for length in 0..<text.count {
            #expect(throws: FormatError.self) { try JSONReader.document(Bytes(Array(text[..<length]))) }
            #expect(throws: FormatError.self) { try skip(Bytes(Array(text[..<length]))) }
        }
    }

    @Test func `every change of one byte is read or refused, and none traps`() {
        let text = Array(#"{"a\n":[1.5e3,"\ud83d\ude00é",{"b":null}],"c":-7}"#.utf8)
        for place in text.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = text
                changed[place] = byte
                let bytes = Bytes(changed)
                let document = try? JSONReader.document(bytes)
                #expect(((try? skip(bytes)) != nil) == (document != nil))
            }
        }
    }

    @Test func `an object is read member by member, in pieces lent and owned`() throws {
        try #"{"name":"a\tb", "skip": [1,{"x":[]}], "blob":"aGk=", "n": 12.50, "none": null}"#.withReader { reader in
            try reader.enterObject()
            #expect(try reader.nextKeyText() == "name")
            #expect(try reader.readString() == "a\tb")
            #expect(try reader.nextKeyText() == "skip")
            try reader.skipValue()
            #expect(try reader.nextKey().map { Array($0) } == Array("blob".utf8))
            #expect(try reader.readBase64() == Bytes(utf8: "hi"))
            #expect(try reader.nextKeyText() == "n")
            #expect(try reader.peek() == .number)
            #expect(try reader.readNumberText() == "12.50")
            #expect(try reader.nextKeyText() == "none")
            #expect(try reader.readNullIfNext())
            #expect(try reader.nextKeyText() == nil)
            try reader.finish()
        }
    }

    @Test func `asking for another kind than is there says what is there`() throws {
        try "[1]".withReader { reader in
            #expect(throws: FormatError(.unexpectedKind, "expected a JSON object, found a array", offset: 0)) {
                try JSONReader.document(Bytes(utf8: "[1]"), as: .object)
            }
            try reader.enterArray()
            #expect(try reader.nextElement())
            #expect(try reader.readNullIfNext() == false)
        }
    }
}

func skip(_ bytes: Bytes) throws {
    try bytes.withUnsafeBytes { memory in
        var reader = JSONReader(memory)
        try reader.skipValue()
        try reader.finish()
    }
}

extension String {
    func withReader(_ body: (inout JSONReader) throws -> Void) throws {
        try Bytes(utf8: self).withUnsafeBytes { memory in
            var reader = JSONReader(memory)
            try body(&reader)
        }
    }
}

extension JSONReader {
    fileprivate static func document(_ bytes: Bytes, as kind: JSONKind) throws {
        try bytes.withUnsafeBytes { memory in
            var reader = JSONReader(memory)
            if kind == .object { try reader.enterObject() }
        }
    }
}
