internal import IniaShapes
internal import Synchronization

/// The files of one version of a service, each opened when it is first asked for.
final class ServiceFiles: Sendable {
    private let open: @Sendable (ServiceFile) throws(ModelError) -> ModelLines?
    private let opened = Mutex<[ServiceFile: ModelLines?]>([:])

    init(open: @escaping @Sendable (ServiceFile) throws(ModelError) -> ModelLines?) { self.open = open }

    /// Files at hand.
    convenience init(_ files: [ServiceFile: ModelLines?]) { self.init { files[$0] ?? nil } }

    /// The lines of a file, or nil where the service has no such file.
    func lines(_ file: ServiceFile) throws(ModelError) -> ModelLines? {
        try opened.withLock { opened throws(ModelError) in
            if let lines = opened[file] { return lines }
            let lines = try open(file)
            opened[file] = .some(lines)
            return lines
        }
    }
}
