/// The Swift source of a typed client.
///
/// The source refers to `static let model` of the client's type, an `EmbeddedService` that stands in a file of its own.
public struct ClientSource: Sendable {
    private let selection: ServiceSelection

    /// The source for a selection.
    public init(_ selection: ServiceSelection) { self.selection = selection }

    /// The names of the files for a client, which depend on nothing but its name.
    public static func fileNames(clientName: String) -> [String] {
        ["\(clientName).swift", "\(clientName)+Shapes.swift"]
    }

    /// The files, in the order of ``fileNames(clientName:)``.
    ///
    /// - Throws: ``GeneratorError`` for an operation that the service does not have.
    public func files() throws(GeneratorError) -> [GeneratedFile] {
        let printer = Printer(service: try Declaring(selection).service(), access: selection.access)
        let names = Self.fileNames(clientName: selection.clientName)
        return zip(names, [printer.client(), printer.shapes()]).map { GeneratedFile(name: $0, text: $1) }
    }
}
