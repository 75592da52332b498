import Foundation
import Inia
import Testing

// What `"codable": true` adds to generated types.
extension Zoo.Fields.Animal: CodableFields {}
extension Zoo.Food: CodableUnion {}
extension Zoo.Kind: Codable {}

/// Typed values as `Codable` has them.
@Suite struct TypedCodingTests {
    private func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private func decoded<Coded: Decodable>(_ json: String) throws -> Coded {
        try JSONDecoder().decode(Coded.self, from: Data(json.utf8))
    }

    @Test func `a structure is coded by AWS's names, blobs and times as texts, and comes back whole`() throws {
        let animal = Zoo.Animal {
            $0.eTag = "e"
            $0.kind = .seaLion
            $0.young = [Zoo.Animal { $0.count = 2 }]
            $0.born = Timestamp(seconds: 5, nanoseconds: 250_000_000)
            $0.picture = [1, 2]
            $0.weight = 2.5
            $0.isTame = true
            $0.notes = [.dolphin: "d"]
            $0.aliases = ["a", nil]
            $0.open = .map([.init(key: "k", value: .list([.integer(1), .float(0.5), .null, .boolean(false)]))])
            $0.item = .map([.init(key: "n", value: .number("1")), .init(key: "b", value: .binary([3]))])
            $0.food = .mix(.fish(.init { $0.species = "cod" }))
        }
        let text = try json(animal)
        #expect(
            text == """
                {"Aliases":["a",null],"Born":"1970-01-01T00:00:05.25Z","ETag":"e",\
                "Food":{"Mix":{"Fish":{"Species":"cod"}}},"IsTame":true,\
                "Item":{"M":{"b":{"B":"Aw=="},"n":{"N":"1"}}},"Kind":"sea-lion","Notes":{"DOLPHIN":"d"},\
                "Open":{"k":[1,0.5,null,false]},"Picture":"AQI=","Weight":2.5,"Young":[{"Count":2}]}
                """)
        let back: Zoo.Animal = try decoded(text)
        #expect(try json(back) == text)
        #expect(back.kind == .seaLion)
        #expect(back.born == Timestamp(seconds: 5, nanoseconds: 250_000_000))
        #expect(back.picture == [1, 2])
        #expect(back.food == animal.food)
        #expect(back.item?.memberName == "M")
    }

    @Test func `what the model does not have is left out, but for a union's unknown case`() throws {
        let text = #"{"Wings": 2, "Count": 1, "Weight": null, "Food": {"Krill": {"a": [1]}}}"#
        let animal: Zoo.Animal = try decoded(text)
        #expect(animal.asValue.asEntries.count == 2)
        #expect(try json(animal) == #"{"Count":1,"Food":{"Krill":{"a":[1]}}}"#)
        if case .unknown = animal.food { return }
        Issue.record("\(animal) has no unknown food")
    }

    @Test func `unions and texts with known values are coded by themselves too`() throws {
        let foods: [Zoo.Food] = [.none_("n"), .fish(.init { $0.species = "cod" })]
        let text = try json(foods)
        #expect(text == #"[{"None":"n"},{"Fish":{"Species":"cod"}}]"#)
        #expect(try decoded(text) as [Zoo.Food] == foods)
        #expect(try json([Zoo.Kind.seaLion, Zoo.Kind(rawValue: "OTHER")]) == #"["sea-lion","OTHER"]"#)
        #expect(try decoded(#"["DOLPHIN"]"#) as [Zoo.Kind] == [.dolphin])
    }

    @Test(arguments: [
        #"{"Picture": 3}"#, #"{"Born": "yesterday"}"#, #"{"Count": "many"}"#, #"{"Young": {}}"#, "[]",
    ])
    func `what is no value of a shape is an error`(text: String) {
        #expect(throws: DecodingError.self) { try decoded(text) as Zoo.Animal }
    }

    @Test func `a time that no text can say is an error`() {
        let animal = Zoo.Animal { $0.born = Timestamp(seconds: .max) }
        #expect(throws: EncodingError.self) { try json(animal) }
    }
}
