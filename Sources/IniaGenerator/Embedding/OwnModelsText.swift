public import IniaModels
internal import IniaShapes

/// The file of this library that has its own models in it: what it needs for calls on its own account and for every
/// client.
public enum OwnModelsText {
    /// The file's text, made of the models that a library sees.
    public static func text(from library: ModelLibrary) throws(GeneratorError) -> String {
        do throws(ModelError) { return try assembled(from: library) } catch { throw GeneratorError(error) }
    }

    private static func assembled(from library: ModelLibrary) throws(ModelError) -> String {
        var services: [String] = []
        let list = try library.endpoints
        for (name, operations) in OwnCalls.identity {
            let model = try library.service(name)
            let lines = try SelectedLines(Reach(of: operations, model), of: model, endpoints: list)
            services.append("        " + EmbeddedText.service(lines) + ",\n")
        }
        var text = """
            // swift-format-ignore-file
            // Made of the folder models by `swift run inia-generate own-models`; a test compares.

            extension OwnModels {
                static let services: [EmbeddedService] = [

            """
        text += services.joined() + "    ]\n"
        for (name, lines) in [
            ("partitions", try library.text(of: .partitions)), ("endpoints", list.partitionText),
            ("retry", try library.text(of: .retry)), ("defaults", try library.text(of: .defaults)),
        ] {
            text += "\n    static let \(name): StaticString = \(EmbeddedText.block(lines))\n"
        }
        return text + "}\n"
    }
}
