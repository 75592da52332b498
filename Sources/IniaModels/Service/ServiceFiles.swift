internal import IniaShapes
internal import Synchronization

/// The files of one version of a service, each opened when it is first asked for.
final class ServiceFiles: Sendable {
    /// The files, by their names in the tree of models.
    enum File: String, Sendable, Hashable {
        case service, paginators, waiters, rules, resources
    }

    private let open: @Sendable (File) throws(ModelError) -> ModelLines?
    private let opened = Mutex<[File: ModelLines?]>([:])

    init(open: @escaping @Sendable (File) throws(ModelError) -> ModelLines?) { self.open = open }

    /// Files at hand.
    convenience init(_ files: [File: ModelLines?]) { self.init { files[$0] ?? nil } }

    /// The lines of a file, or nil where the service has no such file.
    func lines(_ file: File) throws(ModelError) -> ModelLines? {
        try opened.withLock { opened throws(ModelError) in
            if let lines = opened[file] { return lines }
            let lines = try open(file)
            opened[file] = .some(lines)
            return lines
        }
    }
}
