/// The Swift source of a typed client.
///
/// The source refers to `static let model` of the client's type, an `EmbeddedService` that stands in a file of its own.
public struct ClientSource: Sendable {
    private let selection: ServiceSelection
    private let shapeFiles: Int

    /// The source for a selection.
    ///
    /// - Parameter shapeFiles: how many files the types of shapes are spread over, at least one.
    public init(_ selection: ServiceSelection, shapeFiles: Int = 1) {
        self.selection = selection
        self.shapeFiles = max(shapeFiles, 1)
    }

    /// The names of the files for a client: `S3.swift`, `S3+Shapes.swift`, `S3+Shapes2.swift`.
    public static func fileNames(clientName: String, shapeFiles: Int = 1) -> [String] {
        ["\(clientName).swift", "\(clientName)+Shapes.swift"]
            + (1..<max(shapeFiles, 1)).map { "\(clientName)+Shapes\($0 + 1).swift" }
    }

    /// The files, in the order of their names.
    ///
    /// - Throws: ``GeneratorError`` for an operation that the service does not have.
    public func files() throws(GeneratorError) -> [GeneratedFile] {
        let printer = Printer(service: try Declaring(selection).service(), access: selection.access)
        let names = Self.fileNames(clientName: selection.clientName, shapeFiles: shapeFiles)
        let texts = [printer.client()] + printer.shapes(files: shapeFiles)
        return zip(names, texts).map { GeneratedFile(name: $0, text: $1) }
    }
}
