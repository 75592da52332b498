internal import Glibc
import Inia
internal import IniaHost
internal import IniaJMESPath
internal import IniaModels
internal import IniaShapes
internal import Logging

/// One command: a client, and what is to be done with it.
struct Command {
    private let arguments: Arguments
    private let client: Client
    private let model: ServiceModel
    private let files: any Files

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        let session = Session { config in
            config.profile = arguments.profile
            config.region = arguments.region
            config.endpointURL = arguments.endpointURL
            config.keepsTimestampText = true
            config.credentialFolder = "~/.aws/cli/cache"
            if !arguments.isSigned { config.signatureVersion = "unsigned" }
            if !arguments.verifiesTLS { config.verify = TLSOptions.Verification.none }
            if let path = arguments.authorities { config.verify = .authorities(path: path) }
            if let timeout = arguments.connectTimeout { config.connectTimeout = timeout }
            if let timeout = arguments.readTimeout { config.readTimeout = timeout }
            if arguments.isDebugging {
                var logger = Logger(label: "inia") { StreamLogHandler.standardError(label: $0) }
                logger.logLevel = .debug
                config.logger = logger
            }
        }
        let name = RenamedOptions.services[arguments.service] ?? arguments.service
        model = try session.models.service(name)
        client = session.client(of: model)
        files = session.host.files
    }

    /// Calls the operation and prints what comes back.
    func call() async throws {
        let operation = try operation(named: arguments.operation)
        let reading = try await read(arguments.words, for: operation)
        let input = Value.map(reading.input)
        let query = try arguments.query.map(JMESPath.init)
        guard let stream = try streamingMember(of: operation) else {
            guard reading.positional.isEmpty else { throw unknown(reading.positional) }
            return try present(try await result(of: operation, input), query)
        }
        guard reading.positional.count == 1 else {
            guard let extra = reading.positional.dropFirst().first else {
                throw CommandError.usage("the following arguments are required: outfile")
            }
            throw unknown([extra])
        }
        let output = try await client.call(operation.name, input)
        try await save(output[stream.name].asBody, to: reading.positional[0])
        try present(.map(output._value.asEntries.filter { $0.key != stream.name }), query)
    }

    /// Waits until the waiter's condition holds.
    func wait() async throws {
        var words = arguments.words[...]
        guard let name = words.popFirst(), !name.hasPrefix("--") else {
            throw CommandError.usage(
                "a waiter is required: \(try model.waiterNames.map(Names.kebabCase).joined(separator: " "))")
        }
        guard let waiter = try model.waiterNames.first(where: { Names.kebabCase($0) == name }) else {
            throw CommandError.usage(
                "\(arguments.service) has no waiter \(name); it has "
                    + (try model.waiterNames.map(Names.kebabCase).joined(separator: " ")))
        }
        let operation = try model.operation(try model.waiter(waiter).operation)
        let reading = try await read(Array(words), for: operation)
        guard reading.positional.isEmpty else { throw unknown(reading.positional) }
        try await client.wait(until: waiter, .map(reading.input))
    }

    private func unknown(_ words: [String]) -> CommandError {
        .usage("Unknown options: \(words.joined(separator: ", "))")
    }

    private func operation(named command: String) throws -> Operation {
        if let name = model.operationNames.first(where: { Names.kebabCase($0) == command }) {
            return try model.operation(name)
        }
        do {
            // The model's own refusal knows the names that come nearest.
            return try model.operation(command.split(separator: "-").map(\.capitalized).joined())
        } catch {
            let nearest = error.suggestions.map(Names.kebabCase).joined(separator: ", ")
            throw CommandError.usage(
                "\(arguments.service) has no operation \(command)"
                    + (nearest.isEmpty ? "" : "; did you mean \(nearest)?"))
        }
    }

    private func read(_ words: [String], for operation: Operation) async throws -> ParameterReader.Reading {
        var base = Value.map([])
        if let source = arguments.inputJSON {
            let text = source == "-" ? try standardInput() : try content(of: source)
            base = try JSONText.value(text)
            guard case .map = base else { throw CommandError.usage("--cli-input-json: a JSON object was expected") }
        }
        return try ParameterReader(operation, of: model.name, files: files).read(words, over: base)
    }

    /// What `--cli-input-json` says: the JSON itself, or the file that has it.
    private func content(of source: String) throws -> String {
        guard !source.trimmed.hasPrefix("{") else { return source }
        let path = source.hasPrefix("file://") ? String(source.dropFirst(7)) : source
        guard let text = try files.read(path)?.validText else {
            throw CommandError.usage("--cli-input-json: \(path) is no JSON object and no readable file")
        }
        return text
    }

    private func standardInput() throws -> String {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = buffer.withUnsafeMutableBytes { Glibc.read(0, $0.baseAddress, $0.count) }
            guard count >= 0 else { throw CommandError.failure("standard input cannot be read") }
            if count == 0 { break }
            all += buffer[..<count]
        }
        guard let text = Bytes(all).validText else { throw CommandError.usage("standard input is no UTF-8 text") }
        return text
    }

    /// The pages of the operation as one result where it has pages and they are wanted, else its output.
    private func result(of operation: Operation, _ input: Value) async throws -> Value {
        guard arguments.isPaginated, try hasPages(operation, input) else {
            return try await client.call(operation.name, input)._value
        }
        var paginator = client.paginator(operation.name, input).resume(from: arguments.startingToken)
        if let items = arguments.maxItems { paginator = paginator.limit(items) }
        if let items = arguments.pageSize { paginator = paginator.pageSize(items) }
        return try await paginator.full()
    }

    /// Whether the operation has pages that the caller does not turn by hand.
    private func hasPages(_ operation: Operation, _ input: Value) throws -> Bool {
        guard try model.paginatorNames.contains(operation.name) else { return false }
        let pages = try model.paginator(operation.name)
        let own = Set(pages.inputTokens + (pages.limitKey.map { [$0] } ?? []))
        return !input.asEntries.contains { own.contains($0.key) }
    }

    private func streamingMember(of operation: Operation) throws -> Member? {
        guard let payload = try operation.outputPayload, try payload.shape.kind == .blob else { return nil }
        return payload
    }

    private func save(_ body: Body, to path: String) async throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw CommandError.failure("\(path) cannot be written: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        for try await chunk in body {
            let isWritten = chunk.withUnsafeBytes { writeAll($0, to: descriptor) }
            guard isWritten else {
                throw CommandError.failure("\(path) cannot be written: \(String(cString: strerror(errno)))")
            }
        }
    }

    private func present(_ value: Value, _ query: JMESPath?) throws {
        let result = try query.map { try $0.search(value) } ?? value
        switch arguments.output ?? .json {
        case .json:
            // As the aws command line: an operation that gives nothing prints nothing.
            if case .map(let entries) = result, entries.isEmpty { return }
            if case .structure(let structure) = result, structure.slots.isEmpty { return }
            print(JSONText.text(result))
        case .text: print(TabbedText.text(result), terminator: "")
        }
    }
}

extension Substring {
    /// The text with its first letter in upper case.
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}

/// Writes all bytes to a descriptor; false, with `errno` set, where it takes no more.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
        let count = write(descriptor, rest.baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
    return true
}
