import IniaPrimitives
import IniaProtocols
import IniaShapes
import Testing

@Suite struct ValidationTests {
    private let service = TestService(.json) { shapes in
        shapes.structure(
            "Input",
            [
                "Name": shapes.to("string", minimum: 1), "Count": shapes.to("integer", minimum: 1),
                "Ratio": shapes.to("double"), "When": shapes.to("timestamp"), "Data": shapes.to("blob"),
                "Tags": shapes.to("Tags"), "Labels": shapes.to("Labels"), "Choice": shapes.to("Choice"),
                "Open": shapes.to("Open"), "Secret": shapes.to("string", .sensitive),
                "Sparse": shapes.to("Sparse"), "Me": shapes.to("Input"), "Flag": shapes.to("boolean"),
                "Item": shapes.to("AttributeValue"), "Vault": shapes.to("Vault"),
            ])
        shapes.structure("Vault", ["Secret": shapes.to("string", .sensitive)])
        shapes.structure(
            "Tag", ["Key": shapes.to("string"), "Value": shapes.to("string")], required: ["Value", "Key"])
        shapes.list("Tags", of: shapes.to("Tag"))
        shapes.map("Labels", shapes.to("string", minimum: 2), shapes.to("integer"))
        shapes.structure("Choice", ["a": shapes.to("string"), "b": shapes.to("string")], .union)
        shapes.structure("Open", [:], .document)
        shapes.list("Sparse", of: shapes.to("string"), .sparse)
        shapes.attributeValues()
    }

    /// The lines of what is wrong with an input.
    private func problems(_ input: Value) throws -> [String] {
        do {
            _ = try service.bound(input)
            return []
        } catch let error as ProtocolError {
            return try #require(error.validation).problems.map(\.text)
        }
    }

    @Test func `all problems come together, missing ones in the model's order, then unknown ones, then nested ones`()
        throws
    {
        #expect(
            try problems(["Tags": [[:], ["Key": "k", "Value": 1]], "Nothing": 1, "Count": 0]) == [
                #"Unknown parameter in input: "Nothing", must be one of: "#
                    + "Name, Count, Ratio, When, Data, Tags, Labels, Choice, Open, Secret, Sparse, Me, Flag, Item, Vault",
                #"Missing required parameter in Tags[0]: "Value""#, #"Missing required parameter in Tags[0]: "Key""#,
                "Invalid type for parameter Tags[1].Value, value: 1, type: <class 'int'>, valid types: <class 'str'>",
                "Invalid value for parameter Count, value: 0, valid min value: 1",
            ])
    }

    private static let sentences: [(input: Value, sentence: String)] = [
        (["Name": ""], "Invalid length for parameter Name, value: 0, valid min length: 1"),
        (
            ["Name": nil],
            "Invalid type for parameter Name, value: None, type: <class 'NoneType'>, valid types: <class 'str'>"
        ),
        (
            ["Labels": ["k": 1]],
            "Invalid length for parameter Labels (key: k), value: 1, valid min length: 2"
        ),
        (
            ["Labels": ["kk": "x"]],
            "Invalid type for parameter Labels.kk, value: x, type: <class 'str'>, valid types: <class 'int'>"
        ),
        (
            ["Tags": "x"],
            "Invalid type for parameter Tags, value: x, type: <class 'str'>, "
                + "valid types: <class 'list'>, <class 'tuple'>"
        ),
        (
            ["When": "not a time"],
            "Invalid type for parameter When, value: not a time, type: <class 'str'>, "
                + "valid types: <class 'datetime.datetime'>, timestamp-string"
        ),
        (["Choice": [:]], "Must set one of the following keys for tagged unionstructure Choice: a, b."),
        (
            ["Choice": ["a": "1", "b": "2"]],
            "Invalid number of parameters set for tagged union structure Choice. "
                + "Can only set one of the following keys: a, b."
        ),
        (
            ["Secret": 42],
            "Invalid type for parameter Secret, value: *****, type: <class 'int'>, valid types: <class 'str'>"
        ),
        (
            ["Vault": [["Secret": "river"]]],
            "Invalid type for parameter Vault, value: *****, type: <class 'list'>, valid types: <class 'dict'>"
        ),
        (
            ["Open": ["deep": [["inner": .timestamp(Timestamp(seconds: 0))]]]],
            "Invalid type for document parameter inner, value: 1970-01-01T00:00:00Z, "
                + "type: <class 'datetime.datetime'>, valid types: <class 'str'>, <class 'int'>, <class 'bool'>, "
                + "<class 'float'>, <class 'list'>, <class 'dict'>"
        ),
        (
            ["Flag": ["a": [1.5, true]]],
            "Invalid type for parameter Flag, value: {'a': [1.5, True]}, type: <class 'dict'>, "
                + "valid types: <class 'bool'>"
        ),
    ]

    @Test func `only a tool that asks is told of secrets`() throws {
        let shape = try service.shapes.shape(named: "Input")
        let error = #expect(throws: ProtocolError.self) {
            try Structure(binding: ["Secret": 42], to: shape, repeatsSecrets: true)
        }
        #expect(
            error?.validation?.problems.map(\.text)
                == ["Invalid type for parameter Secret, value: 42, type: <class 'int'>, valid types: <class 'str'>"])
    }

    @Test(arguments: sentences)
    func `each kind of problem has its sentence`(input: Value, sentence: String) throws {
        #expect(try problems(input) == [sentence])
    }

    @Test func `what fits is taken over in the caller's order, times, blobs and open content in their own forms`()
        throws
    {
        let bound = try service.bound([
            "When": 1.5, "Data": "ab", "Ratio": 2, "Open": ["k": [1, nil]], "Sparse": ["x", nil], "Name": "n",
            "Name": "last",
        ])
        #expect(
            bound.entries == [
                MapEntry(key: "When", value: .timestamp(Timestamp(seconds: 1, nanoseconds: 500_000_000))),
                MapEntry(key: "Data", value: .blob([97, 98])), MapEntry(key: "Ratio", value: 2),
                MapEntry(key: "Open", value: .document(.map([.init(key: "k", value: .list([.integer(1), .null]))]))),
                MapEntry(key: "Sparse", value: ["x", nil]), MapEntry(key: "Name", value: "last"),
            ])
    }

    @Test func `an explicit null is a problem where input is checked, and sent where it is not`() throws {
        #expect(
            try problems(["Name": nil, "Me": nil]) == [
                "Invalid type for parameter Name, value: None, type: <class 'NoneType'>, valid types: <class 'str'>",
                "Invalid type for parameter Me, value: None, type: <class 'NoneType'>, valid types: <class 'dict'>",
            ])
        #expect(
            try service.body(["Name": nil, "Me": nil, "Count": 1], isValidated: false)
                == #"{"Name": null, "Me": null, "Count": 1}"#)
    }

    @Test func `unchecked input goes out as it is, but for members that have no name on the wire`() throws {
        #expect(
            try service.body(["Name": 1, "Count": "x", "Tags": [[:]], "Choice": [:]], isValidated: false)
                == #"{"Name": 1, "Count": "x", "Tags": [{}], "Choice": {}}"#)
        #expect(throws: ProtocolError.self) { try service.bound(["Nothing": 1], isValidated: false) }
    }

    @Test func `a fresh token goes where the caller left one out, and nowhere else`() throws {
        let shapes = ShapeTable()
        shapes.structure("Input", ["Token": shapes.to("string", .idempotencyToken), "A": shapes.to("string")])
        let shape = try shapes.shape(named: "Input")
        let fresh = try Structure(binding: ["A": "a"], to: shape, idempotencyToken: { "t" })
        #expect(fresh.entries == .of(["A": "a", "Token": "t"]))
        let given = try Structure(binding: ["Token": "mine"], to: shape, idempotencyToken: { "t" })
        #expect(given.entries == .of(["Token": "mine"]))
    }

    @Test func `nesting without end is a problem, not a crash`() throws {
        var input: Value = ["Name": "n"]
        for _ in 0..<10_000 { input = ["Me": input] }
        let found = try problems(input)
        #expect(found.count == 1 && found[0].hasSuffix("more than 200 levels are nested"))
        var open: Value = 1
        for _ in 0..<10_000 { open = [open] }
        #expect(try problems(["Open": open]).count == 1)
        var document: Document = .null
        var attribute = AttributeValue.null(true)
        for _ in 0..<10_000 {
            document = .list([document])
            attribute = .map([.init(key: "k", value: attribute)])
        }
        #expect(try problems(["Open": .document(document)]).count == 1)
        #expect(try problems(["Item": .attribute(attribute)]).count == 1)
    }
}
