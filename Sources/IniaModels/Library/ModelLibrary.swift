public import IniaHost
public import IniaShapes
internal import Synchronization

/// The models that a program can see: those of AWS's services and those that its user added.
///
/// A library keeps what it has read. Its services are read from the first folder of the search path that has them;
/// a folder holds `<service>/<api-version>/` with this library's own files of lines, or with botocore's
/// `service-2.json`, `paginators-1.json`, `waiters-2.json`, `endpoint-rule-set-1.json` and their `sdk-extras`,
/// uncompressed.
public final class ModelLibrary: Sendable {
    let folders: ModelFolders
    private let services = Mutex<[ServiceKey: ServiceModel]>([:])
    let common = Mutex<[CommonFile: CommonLines]>([:])

    private struct ServiceKey: Hashable {
        var name: String
        var apiVersion: String?
    }

    /// Creates a library of its own.
    public init(_ searchPath: ModelSearchPath, files: any Files) {
        folders = ModelFolders(searchPath, files: files)
    }

    /// The library for a machine, whose environment says where models are. All sessions of a process on the machine
    /// itself share one library for each search path.
    public static func shared(for host: Host) -> ModelLibrary {
        let searchPath = ModelSearchPath(host.environment)
        guard host.files is PosixFiles else { return ModelLibrary(searchPath, files: host.files) }
        return libraries.withLock { libraries in
            if let library = libraries[searchPath] { return library }
            let library = ModelLibrary(searchPath, files: host.files)
            libraries[searchPath] = library
            return library
        }
    }

    private static let libraries = Mutex<[ModelSearchPath: ModelLibrary]>([:])

    /// The model of a service, by the name of its folder.
    ///
    /// - Parameter apiVersion: the version, such as `2006-03-01`; without one the latest.
    /// - Throws: ``ModelError`` with ``ModelError/Code/unknownService`` and the names that come nearest, or what
    ///   reading throws.
    public func service(_ name: String, apiVersion: String? = nil) throws(ModelError) -> ServiceModel {
        let key = ServiceKey(name: name, apiVersion: apiVersion)
        if let model = services.withLock({ $0[key] }) { return model }
        guard let version = try version(of: name, wanted: apiVersion) else { throw unknown(name, apiVersion) }
        let folders = folders
        let files = ServiceFiles { file throws(ModelError) in try folders.lines(file, of: name, version: version) }
        let model = try ServiceModel(name: name, files: files)
        return services.withLock { services in
            // Asking for the latest version and for that version by name gives one model.
            let stored = services[ServiceKey(name: name, apiVersion: version)] ?? services[key] ?? model
            services[ServiceKey(name: name, apiVersion: version)] = stored
            services[key] = stored
            return stored
        }
    }

    /// The names of all services, sorted.
    public var serviceNames: [String] {
        get throws(ModelError) { try folders.serviceNames() }
    }

    /// The versions of a service's API, sorted; none where there is no such service.
    public func apiVersions(of service: String) throws(ModelError) -> [String] {
        try folders.versions(of: service)
    }

    private func version(of name: String, wanted: String?) throws(ModelError) -> String? {
        let versions = try folders.versions(of: name)
        guard let wanted else { return versions.last }
        return versions.contains(wanted) ? wanted : nil
    }

    private func unknown(_ name: String, _ apiVersion: String?) -> ModelError {
        let names = (try? folders.serviceNames()) ?? []
        guard !names.isEmpty else {
            return ModelError(.unknownService, "there are no models in \(folders.searched.joined(separator: ", "))")
        }
        guard let apiVersion, names.contains(name) else {
            return ModelError(
                .unknownService, "there is no service \(name)", suggestions: nearest(to: name, among: names))
        }
        let versions = (try? folders.versions(of: name)) ?? []
        return ModelError(.unknownService, "\(name) has no version \(apiVersion)", suggestions: versions.suffix(3))
    }
}
