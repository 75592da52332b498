import IniaPrimitives
import IniaShapes
import Testing

@testable import IniaModels

@Suite struct ModelLinesTests {
    private let names = ["A", "AB", "B", "a b", "b", "b.c", "ba", "z-1"]

    @Test func `every line is found among any number of others`() throws {
        for count in 0...names.count {
            let lines = lines(Array(names[..<count]))
            for name in names[..<count] {
                #expect(try lines.document("shape", name) == .map([.init(key: "shape", value: .string(name))]))
            }
            for name in names[count...] + ["", "0", "zz", "bb"] {
                #expect(try lines.document("shape", name) == nil)
            }
        }
    }

    @Test func `a last line needs no line break`() throws {
        let lines = ModelLines(Bytes(utf8: "{\"k\":\"a\"}\n{\"k\":\"b\"}"), origin: "x")
        #expect(lines.contains("k", "b"))
        #expect(lines.names(of: "k") == ["a", "b"])
    }

    @Test func `names are those of the kind that is asked for`() {
        let text = "{\"code\":\"x\"}\n{\"shape\":\"a\"}\n{\"shape\":\"b\",\"n\":1}\n{\"shapes\":\"c\"}\n"
        let lines = ModelLines(Bytes(utf8: text), origin: "x")
        #expect(lines.names(of: "shape") == ["a", "b"])
        #expect(lines.names(of: "code") == ["x"])
        #expect(lines.names(of: "none") == [])
    }

    @Test func `names that JSON escapes are found and given back`() throws {
        let lines = ModelLines(Bytes(utf8: "{\"k\":\"a\\\"b\\\\\"}\n{\"k\":\"\u{e9}\"}\n"), origin: "x")
        #expect(lines.names(of: "k") == ["a\"b\\", "\u{e9}"])
        #expect(lines.contains("k", "a\"b\\") && lines.contains("k", "\u{e9}"))
        #expect(!lines.contains("k", "a"))
    }

    @Test func `lines of a literal are found without a file`() throws {
        let lines = ModelLines("{\"k\":\"a\",\"v\":1}\n{\"k\":\"b\",\"v\":2}\n", origin: "x")
        #expect(try lines.document("k", "b")?["v"] == .integer(2))
    }

    @Test func `a malformed line is named with its file, number, kind and name`() throws {
        let lines = ModelLines(Bytes(utf8: "{\"k\":\"a\"}\n{\"k\":\"b\",}\n{\"k\":\"c\"}\n"), origin: "f.jsonl")
        let error = #expect(throws: ModelError.self) { try lines.document("k", "b") }
        #expect(error?.code == .malformed)
        #expect(error?.message.hasPrefix("f.jsonl, line 2 (k b): ") == true)
        #expect(try lines.document("k", "c") != nil)
    }

    @Test(arguments: ["{\"k\":\"a\"} x", "{\"k\":\"a\"", "{\"k\":\"a", "{\"k\":\"a\"}{\"k\":\"a\"}"])
    func `what is left of a line after its object is an error`(text: String) {
        let lines = ModelLines(Bytes(utf8: text), origin: "f")
        #expect((try? lines.document("k", "a")) == nil)
    }

    @Test func `bytes of any kind are searched without harm`() {
        for text in ["\n\n\n", "{", "x\n{\"k\":\"a\"}\n", "\u{0}\u{0}\n", "{\"k\":\"\\", "{\"k\":\"\\u12"] {
            let lines = ModelLines(Bytes(utf8: text), origin: "f")
            _ = lines.names(of: "k")
            _ = lines.contains("k", "a")
            _ = try? lines.document("k", "a")
        }
    }

    private func lines(_ names: [String]) -> ModelLines {
        ModelLines(Bytes(utf8: names.map { "{\"shape\":\"\($0)\"}\n" }.joined()), origin: "x")
    }
}

@Suite struct SuggestionsTests {
    private let names = ["GetObject", "GetObjectAcl", "PutObject", "ListBuckets"]

    @Test func `the nearest names come first`() {
        #expect(nearest(to: "GetObjekt", among: names) == ["GetObject", "PutObject"])
        #expect(nearest(to: "get_object", among: names).first == "GetObject")
        #expect(nearest(to: "ListBucket", among: names) == ["ListBuckets"])
    }

    @Test func `what resembles nothing has no suggestions`() {
        #expect(nearest(to: "Frobnicate", among: names) == [])
        #expect(nearest(to: "", among: names) == [])
        #expect(nearest(to: String(repeating: "a", count: 1 << 20), among: names) == [])
    }
}
