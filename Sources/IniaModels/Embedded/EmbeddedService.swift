public import IniaShapes
internal import Synchronization

/// The model of a service, or the part of one that a program uses, compiled into the program as text.
///
/// Each text is lines as a file of the models has them, sorted by their bytes; they are searched where they are, and
/// only what is asked for is ever read. Generated clients bring such a service with them.
public final class EmbeddedService: Sendable {
    /// The name by which the service is asked for: `s3`, `cognito-idp`.
    public let name: String
    /// The version of the service's API: `2006-03-01`.
    public let apiVersion: String
    private let service: StaticString
    private let paginators: StaticString?
    private let waiters: StaticString?
    private let rules: StaticString?
    private let resources: StaticString?
    private let endpoints: StaticString?
    private let read = Mutex<ServiceModel?>(nil)

    /// Creates a service of its texts, where nil stands for a file that the service does not have.
    ///
    /// - Parameter endpoints: the service's lines of the list of endpoints that all services share.
    public init(
        _ name: String, apiVersion: String, service: StaticString, paginators: StaticString? = nil,
        waiters: StaticString? = nil, rules: StaticString? = nil, resources: StaticString? = nil,
        endpoints: StaticString? = nil
    ) {
        self.name = name
        self.apiVersion = apiVersion
        self.service = service
        self.paginators = paginators
        self.waiters = waiters
        self.rules = rules
        self.resources = resources
        self.endpoints = endpoints
    }

    /// The model; the same object each time.
    ///
    /// - Throws: ``ModelError`` where the text is not what a generator wrote.
    public func model() throws(ModelError) -> ServiceModel {
        try read.withLock { read throws(ModelError) in
            if let model = read { return model }
            let model = try ServiceModel(
                name: name, service: lines(service), paginators: lines(.paginators), waiters: lines(.waiters),
                rules: lines(.rules), resources: lines(.resources), endpoints: endpoints.map(lines))
            read = model
            return model
        }
    }

    /// The lines of a file, or nil where the service has no such file.
    func lines(_ file: ServiceFile) -> ModelLines? {
        switch file {
        case .service: lines(service)
        case .paginators: paginators.map(lines)
        case .waiters: waiters.map(lines)
        case .rules: rules.map(lines)
        case .resources: resources.map(lines)
        }
    }

    private func lines(_ text: StaticString) -> ModelLines {
        ModelLines(text, origin: "the compiled-in model of \(name)")
    }
}
