import IniaSettings
import Testing

@Suite struct SharedConfigurationTests {
    private func read(
        _ config: String, credentials: String? = nil, _ preset: SettingsPreset = .inia
    ) throws(SettingsError) -> SharedConfiguration {
        try SharedConfiguration(
            config: ("config", config), credentials: credentials.map { ("credentials", $0) }, preset: preset)
    }

    /// The texts of a profile's properties; a nested one as its names and values.
    private func texts(_ profile: Profile?) -> [String: String]? {
        profile?.properties.mapValues { property in
            switch property.content {
            case .text(let text): text
            case .nested(let all): all.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
            }
        }
    }

    @Test func `a property knows its line`() throws {
        let shared = try read("# c\n[profile a]\r\nregion = x\ns3 =\n  k = v\n")
        #expect(shared.profiles["a"]?.text("region") == Setting("x", from: .file(path: "config", line: 3)))
        #expect(shared.profiles["a"]?["s3"]?["k"]?.origin == .file(path: "config", line: 5))
    }

    @Test func `the credentials file wins, property by property`() throws {
        let shared = try read("[profile a]\nx = 1\ny = 1", credentials: "[a]\nx = 2\n[profile b]\nz = 1")
        #expect(texts(shared.profiles["a"]) == ["x": "2", "y": "1"])
        #expect(shared.profileNames == ["a"])
    }

    @Test func `sections are told apart by their first word`() throws {
        let shared = try read("[sso-session s]\na = 1\n[services v]\nb =\n  c = 2\n[profile \"my own\"]\n[other]\nx=1")
        #expect(texts(shared.ssoSessions["s"]) == ["a": "1"])
        #expect(texts(shared.services["v"]) == ["b": "c=2"])
        #expect(shared.profileNames == ["my own"])
    }

    @Test(arguments: [
        ("[profile a]\nx = 1 # c\n[profile a]\nX = 2 ; c\ny = z#1", ["x": "2", "y": "z#1"]),
        ("[profile a]\nx = 1\n  two # no comment\n\n  three", ["x": "1\ntwo # no comment\nthree"]),
        ("[profile a] # c\nin valid = 1\nx =\n", ["x": ""]),
    ]) func `by the reference's rules sections repeat and comments follow values`(
        _ text: String, _ properties: [String: String]
    ) throws {
        #expect(texts(try read(text).profiles["a"]) == properties)
    }

    @Test func `a default profile with the prefix stands for the one without`() throws {
        let shared = try read("[profile default]\na = 1\n[default]\nb = 2\n[profile default]\nc = 3")
        #expect(texts(shared.profiles["default"]) == ["a": "1", "c": "3"])
    }

    @Test(arguments: [
        ("[profile a", 1), ("x = 1", 1), ("[profile a]\n= 1", 2), ("[profile a]\nx", 2), ("[profile a]\n y", 2),
        ("[profile a]\nx = 1\n[profile a]\n y", 4), ("[profile a]\ns3 =\n x", 3), ("[profile a]\ns3 =\n = x", 3),
        ("[profile a] b\n", 1), ("[profile a]\nkey : value", 2),
    ]) func `a malformed file is reported by its line`(_ text: String, _ line: Int) {
        let error = #expect(throws: SettingsError.self) { try read(text) }
        #expect(error?.code == .malformedFile)
        #expect(error?.origin == .file(path: "config", line: line))
    }

    @Test(arguments: [
        ("[profile a]\nx : 1 # c\ny=2", ["x": "1 # c", "y": "2"]),
        ("[DEFAULT]\nz = 0\ny = 0\n[profile a]\ny = 1", ["z": "0", "y": "1"]),
        ("[profile a]\nx = 1\n  two\n\n  # c\n  three\n\n", ["x": "1\ntwo\n\nthree"]),
        ("  [profile a]\n  in valid = 1\n    more", ["in valid": "1\nmore"]),
        ("[profile a]\ns3 =\n in valid = 1\n = 2", ["s3": "in valid=1&=2"]),
    ]) func `by configparser's rules nothing but whole lines is a comment`(
        _ text: String, _ properties: [String: String]
    ) throws {
        #expect(texts(try read(text, .botocore).profiles["a"]) == properties)
    }

    @Test(arguments: ["[profile a]\n[profile a]", "[profile a]\nx=1\nX=2", "x=1", "[profile a]\nx", "[a]\n=1"])
    func `configparser takes no repetition`(_ text: String) {
        #expect(throws: SettingsError.self) { try read(text, .botocore) }
    }
}
