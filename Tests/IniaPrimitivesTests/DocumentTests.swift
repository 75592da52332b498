import IniaPrimitives
import Testing

@Suite struct DocumentTests {
    @Test func `a document is written as JSON is`() {
        let limit = 3
        let document: Document = [
            "type": "object", "limit \(limit)": 3, "share": 0.5, "isStrict": true, "default": nil,
            "required": ["city", ["deep": []]], "none": [:],
        ]
        #expect(
            document.asEntries.map(\.key) == ["type", "limit 3", "share", "isStrict", "default", "required", "none"])
        #expect(document["type"] == .string("object"))
        #expect(document["limit 3"] == .integer(3))
        #expect(document["share"] == .float(0.5))
        #expect(document["isStrict"] == .boolean(true))
        #expect(document["default"] == .null)
        #expect(document["required"] == .list([.string("city"), .map([.init(key: "deep", value: .list([]))])]))
        #expect(document["none"] == .map([]))
    }

    @Test func `a key that a literal repeats has its last value, in its first place`() {
        let document: Document = ["a": 1, "b": 2, "a": 3]
        #expect(document.asEntries == [.init(key: "a", value: .integer(3)), .init(key: "b", value: .integer(2))])
    }
}
