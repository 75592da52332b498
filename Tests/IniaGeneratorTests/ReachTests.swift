import IniaGenerator
import IniaModels
import IniaPrimitives
import IniaShapes
import Testing

@Suite struct ReachTests {
    static let model = Bytes(
        utf8: """
            {"metadata":{"serviceId":"Zoo Keeper","protocol":"json"},
            "operations":{"GetAnimal":{"name":"GetAnimal","input":{"shape":"Ask"},"output":{"shape":"Animal"},
            "errors":[{"shape":"Gone"}]},"Feed":{"name":"Feed","input":{"shape":"Meal"}}},
            "shapes":{"Ask":{"type":"structure","members":{"Name":{"shape":"Name"}}},"Name":{"type":"string"},
            "Animal":{"type":"structure","members":{"Young":{"shape":"Animals"}}},
            "Animals":{"type":"list","member":{"shape":"Animal"}},
            "Meal":{"type":"structure","members":{"Weight":{"shape":"Weight"}}},"Weight":{"type":"integer"},
            "Gone":{"type":"structure","members":{},"exception":true}}}
            """)

    @Test func `an operation brings the shapes it reaches, recursive ones once, and its errors`() throws {
        let service = try ServiceModel(name: "zoo", botocoreJSON: Self.model)
        let reach = try Reach(["GetAnimal"], of: service)
        #expect(reach.operations.map(\.name) == ["GetAnimal"])
        #expect(reach.shapes == ["Animal", "Animals", "Ask", "Gone", "Name"])
        #expect(reach.errors == ["Gone"])
    }

    @Test func `an operation that is not there is refused with the nearest that are`() throws {
        let service = try ServiceModel(name: "zoo", botocoreJSON: Self.model)
        #expect(throws: GeneratorError("zoo has no operation GetAnimals", suggestions: ["GetAnimal"])) {
            try Reach(["GetAnimals"], of: service)
        }
    }

    @Test func `a client is called by its service's id`() throws {
        let service = try ServiceModel(name: "zoo", botocoreJSON: Self.model)
        #expect(ServiceSelection(service).clientName == "ZooKeeper")
        #expect(ServiceSelection(service).operations == ["Feed", "GetAnimal"])
    }
}
