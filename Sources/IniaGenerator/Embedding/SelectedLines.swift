public import IniaModels
internal import IniaShapes

/// The lines of models that a program brings along for one service, file by file; nil for a file that there is not.
public struct SelectedLines: Sendable, Equatable {
    /// The name by which the service is asked for.
    public var name: String
    /// The version of the service's API.
    public var apiVersion: String
    /// Metadata, operations, shapes and the codes of errors.
    public var service: String
    /// How operations are paged.
    public var paginators: String?
    /// What can be waited for.
    public var waiters: String?
    /// The endpoint rules, always whole: which of them an operation reaches is up to its input.
    public var rules: String?
    /// What boto3 knows as resources, which may reach any operation and so come with whole services only.
    public var resources: String?
    /// The service's lines of the list of endpoints.
    public var endpoints: String?

    /// Takes the lines of what operations reach.
    ///
    /// - Parameter endpoints: the list that has the service's endpoints.
    /// - Throws: ``GeneratorError`` for an operation that the service does not have, or a model that cannot be read.
    public init(_ operations: [String], of model: ServiceModel, endpoints list: EndpointList) throws(GeneratorError) {
        let reach = try Reach(operations, of: model)
        do throws(ModelError) {
            let own = try OwnCalls.operations(beside: reach.operations, of: model)
            try self.init(own.isEmpty ? reach : Reach(of: operations + own, model), of: model, endpoints: list)
        } catch {
            throw GeneratorError(error)
        }
    }

    /// Takes the lines of what was reached, and no more.
    init(_ reach: Reach, of model: ServiceModel, endpoints list: EndpointList) throws(ModelError) {
        self.init(of: model, endpoints: list)
        let kinds: [(kind: String, names: [String])] = [
            ("code", model.errorCodes), ("metadata", [model.name]), ("operation", reach.operations.map(\.name)),
            ("shape", reach.shapes),
        ]
        let lines = try model.lines(of: .service)
        service = kinds.flatMap { kind, names in names.compactMap { lines?.text(kind, $0) } }.joined(separator: "\n")
        let paginatorLines = try model.lines(of: .paginators)
        paginators = Self.joined(reach.paginators.compactMap { paginatorLines?.text("paginator", $0.name) })
        let waiterLines = try model.lines(of: .waiters)
        waiters = Self.joined(reach.waiters.compactMap { waiterLines?.text("waiter", $0.name) })
        rules = try model.lines(of: .rules)?.text
    }

    /// Takes all lines of a service.
    public init(all model: ServiceModel, endpoints list: EndpointList) throws(GeneratorError) {
        self.init(of: model, endpoints: list)
        do throws(ModelError) {
            service = try model.lines(of: .service)?.text ?? ""
            paginators = try model.lines(of: .paginators)?.text
            waiters = try model.lines(of: .waiters)?.text
            rules = try model.lines(of: .rules)?.text
            resources = try model.lines(of: .resources)?.text
        } catch {
            throw GeneratorError(error)
        }
    }

    private init(of model: ServiceModel, endpoints list: EndpointList) {
        name = model.name
        apiVersion = model.traits.apiVersion
        service = ""
        endpoints = Self.joined([list.text(of: model.traits.endpointPrefix)].filter { !$0.isEmpty })
    }

    private static func joined(_ lines: [String]) -> String? {
        lines.isEmpty ? nil : lines.joined(separator: "\n")
    }
}
