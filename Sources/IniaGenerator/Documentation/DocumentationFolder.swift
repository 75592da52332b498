internal import IniaHost
internal import IniaModels
internal import IniaPrimitives
internal import IniaShapes

/// A folder of botocore's data on the user's machine, whose prose becomes doc comments in the user's build.
struct DocumentationFolder {
    private let path: String
    private let files: any Files

    init(_ path: String, files: any Files) {
        self.path = path
        self.files = files
    }

    /// What the folder says of a service.
    ///
    /// - Throws: ``GeneratorError`` where it does not have the service, in the version of the model, or it is no JSON.
    func documentation(of service: ServiceModel) throws(GeneratorError) -> ServiceDocumentation {
        let place = "\(path)/\(service.name)/\(service.traits.apiVersion)/service-2.json"
        do {
            if let text = try files.read(place) { return try ServiceDocumentation(text) }
            if let packed = try files.read(place + ".gz") {
                return try ServiceDocumentation(Gunzip.unpacked(packed, limit: 256 << 20))
            }
        } catch {
            throw GeneratorError("\(place): \(error)")
        }
        throw GeneratorError("there is no \(place), nor that with .gz")
    }
}
