import Inia
import Testing

/// Typed values over a small service with something of everything.
@Suite struct TypedTests {
    @Test func `a value made with types is the dynamic one`() {
        let animal = Zoo.Animal {
            $0.eTag = "e"
            $0.kind = .seaLion
            $0.young = [Zoo.Animal { $0.count = 2 }]
            $0.born = Timestamp(seconds: 5)
            $0.picture = [1, 2]
            $0.weight = 2.5
            $0.isTame = true
            $0.notes = [.dolphin: "d", .init(rawValue: "x"): "y"]
            $0.aliases = ["a", nil]
            $0.open = .map([.init(key: "k", value: .integer(1))])
            $0.item = .map([.init(key: "n", value: .number("1"))])
        }
        let value = animal.asValue
        #expect(value.ETag.asString == "e")
        #expect(value.Kind.asString == "sea-lion")
        #expect(value.Young[0].Count.asInt == 2)
        #expect(value.Born.asTimestamp == Timestamp(seconds: 5))
        #expect(value.Picture.asBytes == [1, 2])
        #expect(value.Weight.asDouble == 2.5)
        #expect(value.IsTame.asBool == true)
        #expect(value.Notes.asEntries == [MapEntry(key: "DOLPHIN", value: "d"), MapEntry(key: "x", value: "y")])
        #expect(value.Aliases == ["a", nil])
        #expect(value.Open.k.asInt == 1)
        #expect(value.Item.M.n.N.asString == "1")
        #expect(Zoo.Animal(value) == animal)
        #expect(Zoo.Animal(value).hashValue == animal.hashValue)
    }

    @Test func `a map of a dynamic caller is seen with types, unknown names left out`() {
        let animal = Zoo.Animal([
            "Kind": "FROG", "Young": [["Count": 1], ["Count": 2]], "Notes": ["DOLPHIN": "n"], "Aliases": ["a", nil],
            "Item": ["L": [["S": "x"], ["BOOL": true]]], "Type": ["Error": "e"], "Wings": 2,
        ])
        #expect(animal.kind?.rawValue == "FROG")
        #expect(animal.young?.map(\.count) == [1, 2])
        #expect(animal.notes == [.dolphin: "n"])
        #expect(animal.aliases == ["a", nil])
        #expect(animal.item == .list([.string("x"), .boolean(true)]))
        #expect(animal.type?.error == "e")
        #expect(animal.weight == nil)
        #expect(animal.asValue.asEntries.count == 6)
    }

    @Test func `members are changed in place and taken away`() {
        var animal = Zoo.Animal { $0.young = [Zoo.Animal { $0.count = 1 }] }
        animal.young?[0].count? += 1
        #expect(animal.young?.first?.count == 2)
        animal.young = nil
        #expect(animal == Zoo.Animal())
        animal.eTag = "a"
        animal.count = 1
        var other = Zoo.Animal { $0.count = 1 }
        other.eTag = "a"
        #expect(Set([animal, other]).count == 1)
    }

    @Test func `a union is the case that is set, and what is unknown survives`() {
        let food = Zoo.Food.mix(.fish(.init { $0.species = "cod" }))
        #expect(food.asValue.Mix.Fish.Species.asString == "cod")
        #expect(Zoo.Food(food.asValue) == food)
        #expect(Zoo.Food(["None": "n"]) == .none_("n"))
        let unknown: Value = ["SDK_UNKNOWN_MEMBER": ["name": "Krill"]]
        #expect(Zoo.Food(unknown) == .unknown(unknown))
        #expect(Zoo.Food(unknown).asValue == unknown)
        let animal = Zoo.Animal(["Food": unknown])
        #expect(animal.food == .unknown(unknown))
    }

    @Test func `what is sensitive is in no description and no mirror`() {
        let animal = Zoo.Animal {
            $0.secret = "hunter2"
            $0.count = 1
        }
        let food = Zoo.Food.riddle("hunter2")
        #expect(animal.debugDescription == #"["Secret": <redacted>, "Count": 1]"#)
        #expect(food.debugDescription == #"["Riddle": <redacted>]"#)
        var text = "\(animal) \(food)" + String(reflecting: [animal])
        dump(animal, to: &text)
        dump([food], to: &text)
        #expect(!text.contains("hunter2"))
    }

    @Test func `a value of another kind is not there`() {
        let animal = Zoo.Animal(["Count": "many", "Young": 3, "Picture": true])
        #expect(animal.count == nil)
        #expect(animal.young == nil)
        #expect(animal.picture == nil)
    }
}
