internal import IniaHost
internal import IniaPrimitives
internal import IniaShapes
internal import IniaText
internal import Synchronization

/// The folders of a search path that are there, and the files in them.
final class ModelFolders: Sendable {
    /// The bytes that a packed file may unpack to, many times the largest of AWS's.
    private static let maximumSize = 256 << 20

    let files: any Files
    /// Every folder in which models are looked for, for errors.
    let searched: [String]
    private let searchPath: ModelSearchPath
    private let bundled = Mutex<String??>(nil)
    private let names = Mutex<[String]?>(nil)

    init(_ searchPath: ModelSearchPath, files: any Files) {
        self.searchPath = searchPath
        self.files = files
        searched = searchPath.own + searchPath.bundled
    }

    /// The user's folders.
    var own: [String] { searchPath.own }

    /// The folder of the models that belong to this library, recognised by its `VERSION`.
    func bundledFolder() throws(ModelError) -> String? {
        try bundled.withLock { bundled throws(ModelError) in
            if let found = bundled { return found }
            var found: String?
            for folder in searchPath.bundled where found == nil {
                if try exists(folder + "/VERSION") { found = folder }
            }
            bundled = .some(found)
            return found
        }
    }

    private func all() throws(ModelError) -> [String] {
        guard let bundled = try bundledFolder() else { return own }
        return own + [bundled]
    }

    func serviceNames() throws(ModelError) -> [String] {
        if let known = names.withLock({ $0 }) { return known }
        var found: Set<String> = []
        for folder in try all() {
            for name in try list(folder) where !found.contains(name) {
                if try !versions(of: name, in: folder).isEmpty { found.insert(name) }
            }
        }
        let sorted = found.sortedByBytes()
        names.withLock { $0 = sorted }
        return sorted
    }

    func versions(of service: String) throws(ModelError) -> [String] {
        guard service.isFolderName else { return [] }
        var found: Set<String> = []
        for folder in try all() { found.formUnion(try versions(of: service, in: folder)) }
        return found.sortedByBytes()
    }

    private func versions(of service: String, in folder: String) throws(ModelError) -> [String] {
        var found: [String] = []
        for version in try list("\(folder)/\(service)") {
            let place = "\(folder)/\(service)/\(version)/"
            for name in ["service.jsonl", "service-2.json", "service-2.json.gz"] where found.last != version {
                if try exists(place + name) { found.append(version) }
            }
        }
        return found
    }

    /// Whether a version of a service is in one of the user's folders.
    func isOwn(_ service: String, version: String) throws(ModelError) -> Bool {
        guard service.isFolderName else { return false }
        for folder in own { if try versions(of: service, in: folder).contains(version) { return true } }
        return false
    }

    /// The lines of a service's file, from the first folder that has it in either form.
    func lines(_ file: ServiceFile, of service: String, version: String) throws(ModelError) -> ModelLines? {
        guard service.isFolderName, version.isFolderName else { return nil }
        for folder in try all() {
            let place = "\(folder)/\(service)/\(version)/"
            if let lines = try mapped(place + file.rawValue + ".jsonl") { return lines }
            let name = BotocoreModel.fileName(of: file)
            guard let content = try document(place + name + ".json") else { continue }
            let extras = try firstDocument("\(service)/\(version)/\(name).sdk-extras.json")
            return try BotocoreModel.lines(
                file, of: service, content: content.merged(with: extras?["merge"]), origin: place + name + ".json")
        }
        return nil
    }

    /// The lines of a file, mapped into memory, or nil where there is none.
    func mapped(_ path: String) throws(ModelError) -> ModelLines? {
        try reading { () throws(HostError) in try files.map(path) }.map { ModelLines($0, origin: path) }
    }

    /// The content of a JSON file, or of one that is packed, or nil where there is neither.
    func document(_ path: String) throws(ModelError) -> Document? {
        if let text = try bytes(path) { return try BotocoreModel.document(text, origin: path) }
        guard let packed = try bytes(path + ".gz") else { return nil }
        let text: Bytes
        do throws(FormatError) {
            text = try Gunzip.unpacked(packed, limit: Self.maximumSize)
        } catch {
            throw ModelError(.malformed, "\(path).gz: \(error.message)")
        }
        return try BotocoreModel.document(text, origin: path + ".gz")
    }

    private func bytes(_ path: String) throws(ModelError) -> Bytes? {
        try reading { () throws(HostError) in try files.read(path) }
    }

    private func firstDocument(_ path: String) throws(ModelError) -> Document? {
        for folder in own { if let found = try document("\(folder)/\(path)") { return found } }
        return nil
    }

    private func list(_ path: String) throws(ModelError) -> [String] {
        try reading { () throws(HostError) in try files.list(path) }
    }

    private func exists(_ path: String) throws(ModelError) -> Bool {
        try reading { () throws(HostError) in try files.size(path) } != nil
    }

    private func reading<Result>(_ body: () throws(HostError) -> Result) throws(ModelError) -> Result {
        do throws(HostError) { return try body() } catch { throw ModelError(.unreadable, "\(error)") }
    }
}

extension String {
    /// Whether the text can name one folder in another, and no other place.
    fileprivate var isFolderName: Bool { !isEmpty && !hasPrefix(".") && !utf8.contains { $0 == 0x2F || $0 == 0 } }
}
