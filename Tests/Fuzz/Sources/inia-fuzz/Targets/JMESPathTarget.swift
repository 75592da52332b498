internal import IniaJMESPath
internal import IniaPrimitives
internal import IniaShapes
internal import IniaText

/// JMESPath: an input is an expression, a line end, and the JSON on which it is evaluated.
enum JMESPathTarget {
    static func run(_ bytes: Bytes) {
        let end = bytes.firstIndex(of: 0x0A) ?? bytes.count
        guard let path = try? JMESPath(bytes.slice(0..<end).text) else { return }
        let given = (try? JSONReader.document(bytes.dropFirst(end + 1))) ?? .null
        let first = try? path.search(.document(given))
        let second = try? path.search(.document(given))
        expect((first == nil) == (second == nil), "the same value has the same result")
    }
}
