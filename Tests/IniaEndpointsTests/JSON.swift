import IniaPrimitives
import IniaText

/// The document that a JSON text stands for.
func json(_ text: String) throws -> Document {
    try Array(text.utf8).withUnsafeBytes { bytes in
        var reader = JSONReader(bytes)
        return try reader.readDocument()
    }
}
