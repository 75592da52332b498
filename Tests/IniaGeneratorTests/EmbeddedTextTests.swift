import IniaHost
import IniaModels
import IniaPrimitives
import Testing

@testable import IniaGenerator

@Suite struct EmbeddedTextTests {
    @Test func `a literal has as many number signs as its text needs`() {
        #expect(EmbeddedText.literal("plain") == "\"plain\"")
        #expect(EmbeddedText.literal(#"a"b"#) == "#\"a\"b\"#")
        #expect(EmbeddedText.literal(#"a\n"#) == "#\"a\\n\"#")
        #expect(EmbeddedText.literal("a\"#b") == "##\"a\"#b\"##")
        #expect(EmbeddedText.literal("a\\##(b)") == "###\"a\\##(b)\"###")
        #expect(EmbeddedText.literal("a#b") == "\"a#b\"")
    }

    @Test func `a literal over several lines ends where its text does`() {
        #expect(EmbeddedText.block("{\"a\":1}\n{\"b\":2}\n") == "#\"\"\"\n{\"a\":1}\n{\"b\":2}\n\"\"\"#")
        #expect(EmbeddedText.block("{}") == "\"\"\"\n{}\n\"\"\"")
    }

    @Test func `what is compiled into the library is what the models say`() throws {
        let path = Checkout.path + "/Sources/IniaModels/Embedded/OwnModels+Text.swift"
        let file = try #require(try PosixFiles().map(path))
        let written = file.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        let isCurrent = try OwnModelsText.text(from: Checkout.library) == written
        #expect(isCurrent, "run `swift run inia-generate own-models` and put what it prints there")
    }
}
