import Inia
import IniaPrimitives

/// `live`: a call for real, with the machine's own transport, clock, randomness, environment and files.
struct LiveCommand: Command {
    static let name = "live"
    private let clients = LiveClients()

    func answer(_ line: Line) async throws -> Document {
        let result: Result<Output, any Error>
        do {
            let client = try await clients.client(for: line)
            let timeout = try line.number("timeout")
            result = .success(
                try await client.call(try line.operation, try line.params) { $0.timeout = timeout.map { .seconds($0) } }
            )
        } catch {
            result = .failure(error)
        }
        return .map(try await OutcomeAnswer.entries(result))
    }
}

/// Clients that are kept between lines with equal service, config and credentials.
private actor LiveClients {
    private var kept: [[Bytes?]: Client] = [:]

    func client(for line: Line) throws -> Client {
        let key = ["service", "model", "config", "credentials", "token", "sign", "profile"].map { line.json($0) }
        if let client = kept[key] { return client }
        let config = try LineConfig(line).config
        let client = Session(config, host: .system, models: Models.library).client(of: try line.model)
        kept[key] = client
        return client
    }
}
