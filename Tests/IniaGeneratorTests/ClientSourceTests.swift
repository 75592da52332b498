import Foundation
import IniaHost
import IniaModels
import IniaShapes
import Testing

@testable import IniaGenerator

@Suite struct ClientSourceTests {
    /// The sample is compiled with the tests of what it uses, and is what a program would get.
    @Test func `the source of the sample is what stands beside its tests`() throws {
        let files = try ClientSource(ServiceSelection(try Zoo.model())).files()
        #expect(files.map(\.name) == ["Zoo.swift", "Zoo+Shapes.swift"])
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        for file in files {
            let kept = try String(contentsOf: folder.appending(path: "IniaTests/Typed/\(file.name)"), encoding: .utf8)
            #expect(file.text == kept, "\(file.name) differs")
        }
    }

    @Test func `shapes are spread over as many files as are wanted, each once`() throws {
        let selection = ServiceSelection(try Zoo.model())
        let files = try ClientSource(selection, shapeFiles: 3).files()
        #expect(files.map(\.name) == ["Zoo.swift", "Zoo+Shapes.swift", "Zoo+Shapes2.swift", "Zoo+Shapes3.swift"])
        let whole = try ClientSource(selection).files()
        #expect(files[0].text == whole[0].text)
        // What declares something, without what it is made of.
        func declared(_ files: some Sequence<GeneratedFile>) -> [String] {
            let lines = files.map(\.text).joined().split(separator: "\n").map { $0.drop { $0 == " " } }
            return lines.filter { $0.contains("struct ") || $0.contains("enum ") || $0.contains("typealias ") }
                .map(String.init).sorted()
        }
        #expect(declared(files[1...]) == declared(whole[1...]))
        #expect(files[3].text.contains("\n\nextension Zoo.Fields {\n    nonisolated struct "))
        #expect(files[2].text.contains(", of: Zoo._model)"))
    }

    @Test func `what is selected decides what is declared, not how it is called`() throws {
        var selection = ServiceSelection(try Zoo.model(), operations: ["Feed"], clientName: "Park")
        selection.access = .public
        selection.isCodable = true
        let service = try Declaring(selection).service()
        #expect(service.operations.map(\.swiftName) == ["feed"])
        #expect(service.structures.map(\.fields) == ["FeedRequest", "Fish", "Lost", "NoSuchAnimal", "Schedule"])
        #expect(service.structures.allSatisfy { $0.conformances == ["CodableFields"] })
        #expect(service.unions.map(\.type) == ["Food"])
        #expect(service.unions.map(\.kind) == [.codable])
        #expect(service.enums.isEmpty)
        let text = Printer(service: service, access: .public).client()
        #expect(text.contains("public import Inia\n"))
        #expect(text.contains("public actor Park: Inia.TypedClient {"))
        #expect(text.contains("\n    @_alwaysEmitIntoClient public nonisolated(nonsending) func feed("))
    }

    @Test(arguments: ["s3", "dynamodb", "iam", "sqs", "transcribe", "lexv2-models", "cloudfront"])
    func `no two declarations of a scope have one name`(service name: String) throws {
        let library = ModelLibrary(ModelSearchPath(bundled: [Checkout.path + "/models"]), files: PosixFiles())
        let service = try Declaring(ServiceSelection(try library.service(name))).service()
        var types = service.aliases.map(\.name) + service.enums.map(\.type) + service.unions.map(\.type)
        types += service.operations.flatMap { [$0.input.name, $0.output.name] }
        #expect(Set(types).count == types.count)
        #expect(Set(service.structures.map(\.fields)).count == service.structures.count)
        #expect(Set(service.operations.map(\.swiftName)).count == service.operations.count)
        for structure in service.structures {
            #expect(Set(structure.members.map(\.swiftName)).count == structure.members.count)
        }
        for values in service.enums.map(\.values) { #expect(Set(values.map(\.swiftName)).count == values.count) }
    }
}
