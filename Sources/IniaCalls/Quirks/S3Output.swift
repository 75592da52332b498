internal import IniaFormats
internal import IniaPrimitives
internal import IniaShapes
internal import IniaText

/// What S3's output needs beyond its model.
enum S3Output {
    /// Decodes the keys that ``S3Input/askForEncodedKeys(_:_:)`` asked to be encoded; a caller who asked for that
    /// gets them as they came.
    static func decodeKeys(_ output: inout Value, _ outcome: Outcome) {
        guard outcome.given.given("EncodingType") == nil, output["EncodingType"].asString == "url" else { return }
        for name in topLevel[outcome.operation.name] ?? [] { output.changeString(name, decoded) }
        for (list, name) in [
            ("Contents", "Key"), ("Versions", "Key"), ("DeleteMarkers", "Key"), ("CommonPrefixes", "Prefix"),
        ] { output.changeStrings(name, inEachOf: list) { isEncoded($0) ? decoded($0) : nil } }
    }

    private static let topLevel: [String: [String]] = [
        "ListObjects": ["Delimiter", "Marker", "NextMarker"],
        "ListObjectsV2": ["Delimiter", "Prefix", "StartAfter"],
        "ListObjectVersions": ["KeyMarker", "NextKeyMarker", "Prefix", "Delimiter"],
    ]

    /// Whether decoding would change the text; few keys have anything in them that is encoded.
    private static func isEncoded(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { $0.contains { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") } }
    }

    private static func decoded(_ text: String) -> String { Percent.decode(text, plusIsSpace: true) }

    /// The location is the text of the root element, which no model can say; nothing stands for us-east-1.
    static func readLocation(_ output: inout Value, _ outcome: Outcome) {
        guard let content = outcome.answer.content, let root = try? XMLReader.document(content) else { return }
        output.set("LocationConstraint", root.text.isEmpty ? .null : .string(root.text))
    }
}
