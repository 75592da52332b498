import IniaSettings
import Testing

/// Shared files of the kinds that make careless readers slow: read here in full, so that a quadratic reader would not end.
@Suite struct HostileFilesTests {
    private let size = 1 << 16

    private func repeated(_ text: String) -> String { String(repeating: text, count: size / text.utf8.count) }

    private func numbered(_ line: (Int) -> String) -> String { (0..<(size / 16)).map(line).joined() }

    private func read(_ text: String, _ preset: SettingsPreset) throws(SettingsError) -> SharedConfiguration {
        try SharedConfiguration(config: ("config", text), credentials: nil, preset: preset)
    }

    @Test(arguments: [SettingsPreset.inia, .botocore])
    func `long files of one thing are read in the time of their length`(preset: SettingsPreset) throws {
        let count = size / 16
        #expect(try read(numbered { "[profile p\($0)]\na=b\n" }, preset).profileNames.count == count)
        #expect(
            try read("[default]\n" + numbered { "key\($0) = value\n" }, preset).profiles["default"]?.properties.count
                == count)
        let lines = try read("[default]\na =\n" + numbered { " k\($0) = v\n" }, preset)
        guard case .nested(let nested)? = lines.profiles["default"]?["a"]?.content else {
            Issue.record("no nested values")
            return
        }
        #expect(nested.count == count)
        for value in ["a", " ", "\t", "#", "é", "\u{301}", "="] {
            let text = "[default]\na=b\(repeated(value))c\n"
            #expect(try read(text, preset).profiles["default"]?["a"] != nil)
        }
        #expect(try read(repeated("\n") + repeated("\r") + repeated("#\n") + repeated(" \n"), preset).profiles.isEmpty)
        #expect(try read("[default]\na=b\n" + repeated("\u{2003}") + "c=d\n", preset).profiles["default"] != nil)
        #expect(try read("[" + repeated("'a' ") + "]\n", preset).profiles.isEmpty)
    }

    @Test(arguments: [SettingsPreset.inia, .botocore])
    func `damaged files are errors that name the line`(preset: SettingsPreset) {
        for text in [repeated("a"), "a=b\n", "[default]\n" + repeated("=") + "\n", "[default]\n" + repeated("x")] {
            let error = #expect(throws: SettingsError.self) { try read(text, preset) }
            #expect(error?.code == .malformedFile)
        }
    }

    @Test func `defaults that would be multiplied by sections without end are refused`() {
        let text = "[DEFAULT]\n" + numbered { "k\($0)=v\n" } + numbered { "[profile p\($0)]\n" }
        let error = #expect(throws: SettingsError.self) { try read(text, .botocore) }
        #expect(error?.code == .malformedFile)
    }
}
