public import IniaPrimitives
public import IniaShapes

extension ServiceModel {
    /// Reads a service from a model in the form of botocore's `service-2.json`, with optional keys `endpointRuleSet`,
    /// `paginators` and `waiters` that hold the objects of those files.
    public convenience init(name: String, botocore model: Document) throws(ModelError) {
        func lines(_ file: ServiceFile, _ content: Document?) throws(ModelError) -> ModelLines? {
            guard let content else { return nil }
            return try BotocoreModel.lines(file, of: name, content: content, origin: "the model of \(name)")
        }
        try self.init(
            name: name,
            files: ServiceFiles([
                .service: try lines(.service, model), .paginators: try lines(.paginators, model["paginators"]),
                .waiters: try lines(.waiters, model["waiters"]), .rules: try lines(.rules, model["endpointRuleSet"]),
            ]))
    }

    /// Reads a service from the JSON text of such a model.
    public convenience init(name: String, botocoreJSON text: Bytes) throws(ModelError) {
        try self.init(name: name, botocore: BotocoreModel.document(text, origin: "the model of \(name)"))
    }
}
