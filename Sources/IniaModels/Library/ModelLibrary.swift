public import IniaHost
internal import IniaPrimitives
public import IniaShapes
internal import Synchronization

/// The models that a program can see: those of AWS's services and those that its user added.
///
/// A library keeps what it has read. Its services are read from the first folder of the search path that has them;
/// a folder holds `<service>/<api-version>/` with this library's own files of lines, or with botocore's
/// `service-2.json`, `paginators-1.json`, `waiters-2.json`, `endpoint-rule-set-1.json` and their `sdk-extras`, packed
/// by gzip or not. Services compiled into the program come after the user's folders and before those of this library.
public final class ModelLibrary: Sendable {
    let folders: ModelFolders
    private let embedded: [EmbeddedService]
    private let services = Mutex<[ServiceKey: ServiceModel]>([:])
    let common = Mutex<[CommonFile: CommonLines]>([:])

    private struct ServiceKey: Hashable {
        var name: String
        var apiVersion: String?
    }

    /// Creates a library of its own.
    ///
    /// - Parameter embedded: services compiled into the program.
    public init(_ searchPath: ModelSearchPath, files: any Files, embedded: [EmbeddedService] = []) {
        folders = ModelFolders(searchPath, files: files)
        self.embedded = embedded
    }

    /// The library for a machine, whose environment says where models are. All sessions of a process on the machine
    /// itself share one library for each search path and the same compiled-in services.
    public static func shared(for host: Host, embedded: [EmbeddedService] = []) -> ModelLibrary {
        let searchPath = ModelSearchPath(host.environment)
        guard host.files is PosixFiles else {
            return ModelLibrary(searchPath, files: host.files, embedded: embedded)
        }
        let key = LibraryKey(searchPath: searchPath, embedded: embedded.map { ObjectIdentifier($0) })
        return libraries.withLock { libraries in
            if let library = libraries[key] { return library }
            let library = ModelLibrary(searchPath, files: host.files, embedded: embedded)
            libraries[key] = library
            return library
        }
    }

    /// What tells one shared library from another, which keeps its services and hence their identities.
    private struct LibraryKey: Hashable {
        var searchPath: ModelSearchPath
        var embedded: [ObjectIdentifier]
    }

    private static let libraries = Mutex<[LibraryKey: ModelLibrary]>([:])

    /// The model of a service, by the name of its folder.
    ///
    /// - Parameter apiVersion: the version, such as `2006-03-01`; without one the latest.
    /// - Throws: ``ModelError`` with ``ModelError/Code/unknownService`` and the names that come nearest, or what
    ///   reading throws.
    public func service(_ name: String, apiVersion: String? = nil) throws(ModelError) -> ServiceModel {
        let key = ServiceKey(name: name, apiVersion: apiVersion)
        if let model = services.withLock({ $0[key] }) { return model }
        guard let version = try version(of: name, wanted: apiVersion) else { throw unknown(name, apiVersion) }
        let model = try model(of: name, version: version)
        return services.withLock { services in
            // Asking for the latest version and for that version by name gives one model.
            let stored = services[ServiceKey(name: name, apiVersion: version)] ?? services[key] ?? model
            services[ServiceKey(name: name, apiVersion: version)] = stored
            services[key] = stored
            return stored
        }
    }

    /// The model for calls that this library makes on its own account, to get credentials and the like: the service's,
    /// or where the library has none the part that is compiled in for them.
    public func serviceForOwnCalls(_ name: String) throws(ModelError) -> ServiceModel {
        do throws(ModelError) {
            return try service(name)
        } catch {
            guard error.code == .unknownService, let part = OwnModels.services.first(where: { $0.name == name })
            else { throw error }
            return try part.model()
        }
    }

    /// The names of all services, sorted.
    public var serviceNames: [String] {
        get throws(ModelError) {
            let names = try folders.serviceNames()
            return embedded.isEmpty ? names : names.joined(by: embedded.map(\.name))
        }
    }

    /// The versions of a service's API, sorted; none where there is no such service.
    public func apiVersions(of service: String) throws(ModelError) -> [String] {
        let versions = try folders.versions(of: service)
        let own = embedded.filter { $0.name == service }.map(\.apiVersion)
        return own.isEmpty ? versions : versions.joined(by: own)
    }

    private func model(of name: String, version: String) throws(ModelError) -> ServiceModel {
        let found = embedded.first { $0.name == name && $0.apiVersion == version }
        if let found, try !folders.isOwn(name, version: version) { return try found.model() }
        let folders = folders
        let files = ServiceFiles { file throws(ModelError) in try folders.lines(file, of: name, version: version) }
        return try ServiceModel(name: name, files: files)
    }

    private func version(of name: String, wanted: String?) throws(ModelError) -> String? {
        let versions = try apiVersions(of: name)
        guard let wanted else { return versions.last }
        return versions.contains(wanted) ? wanted : nil
    }

    private func unknown(_ name: String, _ apiVersion: String?) -> ModelError {
        let names = (try? serviceNames) ?? []
        guard !names.isEmpty else {
            return ModelError(.unknownService, "there are no models in \(folders.searched.joined(separator: ", "))")
        }
        guard let apiVersion, names.contains(name) else {
            return ModelError(
                .unknownService, "there is no service \(name)", suggestions: nearest(to: name, among: names))
        }
        let versions = (try? apiVersions(of: name)) ?? []
        return ModelError(.unknownService, "\(name) has no version \(apiVersion)", suggestions: versions.suffix(3))
    }
}

extension [String] {
    /// These and other names, each once, sorted by their bytes.
    fileprivate func joined(by others: [String]) -> [String] {
        Set(self + others).sortedByBytes()
    }
}
