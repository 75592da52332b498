import Inia
internal import IniaEndpoints
internal import Synchronization

/// What reading the model costs before the first call of each operation of each service.
///
/// It is all that a process which has read nothing of the service yet does: the service's metadata, the operation's
/// line, the shapes that its required input and the top of its output lead to, and the endpoint rules up to the
/// endpoint of a plain client in us-east-1. Files are mapped already, so that the page cache is warm; what all
/// services share (the partitions) is read once and reported apart.
enum ModelWork {
    /// An operation slower than this is measured again.
    private static let suspicious = 300.0

    static func run() throws {
        let files = KeptFiles()
        let path = ModelSearchPath(Environment.system)
        let shared = ModelLibrary(path, files: files)
        let before = Usage.now
        let partitions = try Partitions(try shared.partitions)
        report("partitions, once", ["wall": (Usage.now - before).wall])
        var times: [(name: String, wall: Double)] = []
        var refusals = 0
        for service in try shared.serviceNames {
            for operation in try shared.service(service).operationNames {
                var least = Double.infinity
                var tries = 3
                var isRefused = false
                while tries > 0 {
                    tries -= 1
                    let library = ModelLibrary(path, files: files)
                    let start = Usage.now
                    isRefused = try !prepare(service, operation, library, partitions)
                    least = min(least, (Usage.now - start).wall)
                    if tries == 0, least > suspicious, least.isFinite {
                        tries = 0
                        for _ in 0..<12 {
                            let library = ModelLibrary(path, files: files)
                            let start = Usage.now
                            _ = try prepare(service, operation, library, partitions)
                            least = min(least, (Usage.now - start).wall)
                        }
                    }
                }
                if isRefused { refusals += 1 }
                times.append(("\(service) \(operation)", least))
            }
        }
        times.sort { $0.wall > $1.wall }
        let all = times.map(\.wall)
        report(
            "all operations",
            [
                "count": Double(all.count), "median": all.quantile(0.5), "p99": all.quantile(0.99),
                "max": all.first ?? 0, "over 1 ms": Double(all.count { $0 > 1000 }), "refused": Double(refusals),
            ])
        for slow in times.prefix(8) { report(slow.name, ["wall": slow.wall]) }
    }

    /// Reads what a first call needs; false where the rules refuse to name an endpoint for the invented input.
    private static func prepare(
        _ name: String, _ operationName: String, _ library: ModelLibrary, _ partitions: Partitions
    ) throws -> Bool {
        let service = try library.service(name)
        let operation = try service.operation(operationName)
        var seen: Set<ObjectIdentifier> = []
        if let input = operation.input { try reach(input.shape, &seen) }
        _ = try operation.output?.shape
        guard let rules = try service.rules else { return true }
        let set = try RuleSet(LineRules(rules: rules), partitions: partitions)
        do {
            _ = try set.resolve(try parameters(of: operation, for: set))
            return true
        } catch let error as EndpointError where error.code == .refused || error.code == .noMatch {
            return false
        }
    }

    /// Follows all that input must have.
    private static func reach(_ shape: Shape, _ seen: inout Set<ObjectIdentifier>) throws {
        guard seen.insert(ObjectIdentifier(shape)).inserted else { return }
        for member in shape.members?.required ?? [] { try reach(member.shape, &seen) }
        if shape.element != nil { try reach(shape.elementShape, &seen) }
        if shape.key != nil { try reach(shape.keyShape, &seen) }
    }

    private static func parameters(of operation: Operation, for rules: RuleSet) throws -> EndpointParameters {
        var parameters: EndpointParameters = [
            "Region": .string("us-east-1"), "UseFIPS": .boolean(false), "UseDualStack": .boolean(false),
        ]
        for fixed in operation.traits.staticContextParameters {
            switch fixed.value {
            case .string(let text): parameters[fixed.key] = .string(text)
            case .boolean(let truth): parameters[fixed.key] = .boolean(truth)
            default: break
            }
        }
        for member in try operation.input?.shape.members?.required ?? [] {
            guard let name = member.reference.traits.rare?.contextParameter else { continue }
            parameters[name] = .string(
                name == "AccountId" || name == "RequiresAccountId" ? "123456789012" : "example-1")
        }
        let declared = Set(rules.parameters.map(\.name))
        var known = EndpointParameters()
        for entry in parameters.entries where declared.contains(entry.name) { known[entry.name] = entry.value }
        return known
    }
}

/// A service's rules, straight from its lines.
struct LineRules: RuleSource {
    let rules: EndpointRules

    func parameters() throws -> Document { try rules.parameters() }
    func rule(_ number: Int) throws -> Document { try rules.rule(number) }
}

/// The machine's files, each mapped and each folder listed once for all libraries.
private final class KeptFiles: Files {
    private let own = PosixFiles()
    private let maps = Mutex<[String: MappedFile?]>([:])
    private let folders = Mutex<[String: [String]]>([:])

    func read(_ path: String) throws(HostError) -> Bytes? { try own.read(path) }
    func size(_ path: String) throws(HostError) -> Int64? { try own.size(path) }
    func replace(_ path: String, with content: Bytes) throws(HostError) { try own.replace(path, with: content) }

    func openForReading(_ path: String, offset: Int64, count: Int64?) async throws -> any ByteSource {
        try await own.openForReading(path, offset: offset, count: count)
    }

    func list(_ path: String) throws(HostError) -> [String] {
        if let names = folders.withLock({ $0[path] }) { return names }
        let names = try own.list(path)
        folders.withLock { $0[path] = names }
        return names
    }

    func map(_ path: String) throws(HostError) -> MappedFile? {
        if let file = maps.withLock({ $0[path] }) { return file }
        let file = try own.map(path)
        maps.withLock { $0[path] = .some(file) }
        return file
    }
}
