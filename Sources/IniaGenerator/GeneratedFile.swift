/// A file of Swift source as it is to be written.
public struct GeneratedFile: Sendable, Hashable {
    /// The file's name: `S3+Shapes.swift`.
    public var name: String
    /// The file's content.
    public var text: String

    /// Creates a file.
    public init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}
