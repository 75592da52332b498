public import IniaPrimitives
public import IniaShapes
internal import Synchronization

/// The files that all services share, by their names in the tree of models.
public enum CommonFile: String, Sendable, Hashable {
    /// The partitions.
    case partitions
    /// The list of endpoints from before there were rules.
    case endpoints
    /// How calls were retried before the retry modes.
    case retry
    /// The defaults modes.
    case defaults = "sdk-default-configuration"

    /// The name among botocore's data, without its `.json`.
    var botocoreName: String { self == .retry ? "_retry" : rawValue }
}

/// The lines of a shared file and the tree that they make up, once somebody has asked for it.
struct CommonLines: Sendable {
    var lines: ModelLines
    /// Whether the file is one of the user's.
    var isOwn: Bool
    var document: Document?
}

extension ModelLibrary {
    /// The partitions as AWS publishes them (`partitions.json`): an object whose `partitions` are in order.
    public var partitions: Document {
        get throws(ModelError) {
            try document(.partitions) { lines throws(ModelError) in
                .map([.init(key: "partitions", value: .list(try lines.ordered("partition")))])
            }
        }
    }

    /// How calls were retried before the retry modes (`_retry.json`): an object of `definitions` and `retry`.
    public var retry: Document {
        get throws(ModelError) {
            try document(.retry) { lines throws(ModelError) in
                .map([
                    .init(key: "definitions", value: .map(try lines.entries(of: "definition"))),
                    .init(key: "retry", value: .map(try lines.entries(of: "retry"))),
                ])
            }
        }
    }

    /// The defaults modes (`sdk-default-configuration.json`): an object of `base` and `modes`.
    public var defaults: Document {
        get throws(ModelError) {
            try document(.defaults) { lines throws(ModelError) in
                .map([
                    .init(key: "base", value: try lines.entries(of: "base").first?.value ?? .map([])),
                    .init(key: "modes", value: .map(try lines.entries(of: "mode"))),
                ])
            }
        }
    }

    /// The endpoint list from before there were rules (`endpoints.json`), read by parts.
    public var endpoints: EndpointList {
        get throws(ModelError) {
            let found = try file(.endpoints)
            return EndpointList(lines: found.lines, isOwn: found.isOwn)
        }
    }

    /// The endpoint list as it holds for a service: where the model brought along what the list says of it, and the
    /// user has no list, that is what is read.
    public func endpoints(for service: ServiceModel) throws(ModelError) -> EndpointList {
        let list = try endpoints
        guard let lines = service.endpoints, !list.isOwn else { return list }
        return list.saying(lines)
    }

    /// All lines of a file that services share, as they are.
    public func text(of file: CommonFile) throws(ModelError) -> String { try self.file(file).lines.text }

    private func document(
        _ file: CommonFile, _ assemble: (ModelLines) throws(ModelError) -> Document
    ) throws(ModelError) -> Document {
        var found = try self.file(file)
        if let document = found.document { return document }
        let document = try assemble(found.lines)
        found.document = document
        common.withLock { $0[file] = found }
        return document
    }

    private func file(_ file: CommonFile) throws(ModelError) -> CommonLines {
        if let known = common.withLock({ $0[file] }) { return known }
        let found = try findFile(file)
        common.withLock { $0[file] = found }
        return found
    }

    private func findFile(_ file: CommonFile) throws(ModelError) -> CommonLines {
        for folder in folders.own {
            if let lines = try folders.mapped("\(folder)/\(file.rawValue).jsonl") {
                return CommonLines(lines: lines, isOwn: true)
            }
            let path = "\(folder)/\(file.botocoreName).json"
            if let content = try folders.document(path) {
                return CommonLines(lines: BotocoreModel.lines(file, content: content, origin: path), isOwn: true)
            }
        }
        if let folder = try folders.bundledFolder(), let lines = try folders.mapped("\(folder)/\(file.rawValue).jsonl")
        {
            return CommonLines(lines: lines, isOwn: false)
        }
        return CommonLines(lines: OwnModels.lines(file), isOwn: false)
    }
}

/// AWS's endpoint list from before there were rules, each part read when it is asked for.
public struct EndpointList: Sendable {
    private let lines: ModelLines
    /// Where the lines of services stand.
    private var services: ModelLines
    /// Whether the list says no more than what a service brought along.
    public private(set) var isOfService = false
    /// Whether the list is the user's, found among the folders of `AWS_DATA_PATH` or in `~/.aws/models`.
    public let isOwn: Bool

    init(lines: ModelLines, isOwn: Bool) {
        self.lines = lines
        services = lines
        self.isOwn = isOwn
    }

    /// The same list with other lines of services.
    func saying(_ services: ModelLines) -> EndpointList {
        var list = self
        list.services = services
        list.isOfService = true
        return list
    }

    /// All lines of a service, by its endpoint prefix, as they are; empty where the list says nothing of it.
    public func text(of endpointPrefix: String) -> String {
        lines.names(of: "partition").compactMap { services.text("service", "\($0)/\(endpointPrefix)") }
            .sortedByBytes().joined(separator: "\n")
    }

    /// The lines of the partitions as they are.
    public var partitionText: String {
        lines.names(of: "partition").compactMap { lines.text("partition", $0) }.joined(separator: "\n")
    }

    /// The partitions in order, as `endpoints.json` has them but for their `services`.
    public func partitions() throws(ModelError) -> [Document] { try lines.ordered("partition") }

    /// What a partition says of a service, by its endpoint prefix, or nil where it says nothing.
    public func service(_ endpointPrefix: String, in partition: String) throws(ModelError) -> Document? {
        try services.document("service", "\(partition)/\(endpointPrefix)")?.without("service")
    }

    /// The endpoint prefixes of the services of a partition, sorted.
    public func services(in partition: String) -> [String] {
        services.names(of: "service").compactMap { name in
            name.hasPrefix(partition + "/") ? String(name.dropFirst(partition.count + 1)) : nil
        }
    }
}

extension ModelLines {
    /// All lines of a kind as entries by their names, without the kind in them.
    func entries(of kind: String) throws(ModelError) -> [Document.Entry] {
        var entries: [Document.Entry] = []
        for name in names(of: kind) {
            if let line = try document(kind, name) { entries.append(.init(key: name, value: line.without(kind))) }
        }
        return entries
    }

    /// All lines of a kind in the order of their `position`, which is left out.
    fileprivate func ordered(_ kind: String) throws(ModelError) -> [Document] {
        var lines: [Document] = []
        var positions: [Int64] = []
        for name in names(of: kind) {
            guard let line = try document(kind, name) else { continue }
            let position = line["position"]?.asInteger ?? 0
            let place = positions.firstIndex { $0 > position } ?? positions.count
            positions.insert(position, at: place)
            lines.insert(line.without("position"), at: place)
        }
        return lines
    }
}

extension Document {
    /// The map without one of its keys.
    func without(_ key: String) -> Document {
        guard case .map(let entries) = self else { return self }
        return .map(entries.filter { $0.key != key })
    }
}
