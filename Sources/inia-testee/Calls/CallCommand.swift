import Inia
import IniaPrimitives
internal import IniaTesting
import Synchronization

/// `call`: a whole call against the line's replies, with its retries.
struct CallCommand: Command {
    static let name = "call"

    func answer(_ line: Line) async throws -> Document {
        let made: LineClient
        let canceller = Canceller(at: try line.cancelAtRequest)
        do {
            made = try LineClient(line, whenSent: { canceller.note($0) })
        } catch {
            return .answer(["requests": .list([]), "sleeps": .list([]), "error": try await ErrorAnswer.document(error)])
        }
        let result = await canceller.run { try await made.client.call(try line.operation, try line.params) }
        let outcome = try await OutcomeAnswer.entries(result)
        await made.http.finish()
        var entries: [Document.Entry] = [
            .init(key: "requests", value: made.requests), .init(key: "sleeps", value: made.sleeps),
        ]
        if let last = made.http.requests.last { entries += RequestCommand.frames(last.body, line) }
        let events = made.monitoring.events
        if !events.isEmpty { entries.append(.init(key: "monitoring", value: .list(events))) }
        return .map(entries + outcome)
    }
}

/// Cancels the task of a call when a request of a number has been sent.
private final class Canceller: Sendable {
    private let number: Int?
    private let task = Mutex<Task<Output, any Error>?>(nil)

    init(at number: Int?) { self.number = number }

    func note(_ sent: Int) {
        if sent == number { task.withLock { $0?.cancel() } }
    }

    func run(_ body: @escaping @Sendable () async throws -> Output) async -> Result<Output, any Error> {
        guard number != nil else {
            do { return .success(try await body()) } catch { return .failure(error) }
        }
        let task = task.withLock { kept in
            let task = Task { try await body() }
            kept = task
            return task
        }
        return await task.result
    }
}

/// What a call came to, as answers report it.
enum OutcomeAnswer {
    static func entries(_ result: Result<Output, any Error>) async throws -> [Document.Entry] {
        switch result {
        case .success(let output):
            let metadata = Document.Entry(key: "metadata", value: document(output._metadata))
            do {
                let value = try await TaggedValue.document(output._value, eventError: ErrorAnswer.eventError)
                return [.init(key: "output", value: value), metadata]
            } catch {
                return [
                    .init(key: "error", value: try await ErrorAnswer.document(error, whileStreaming: true)), metadata,
                ]
            }
        case .failure(let error):
            let answer = Document.Entry(key: "error", value: try await ErrorAnswer.document(error))
            guard let failure = error as? any ServiceFailure else { return [answer] }
            return [answer, .init(key: "metadata", value: document(failure.metadata))]
        }
    }

    private static func document(_ metadata: ResponseMetadata) -> Document {
        var headers: [Document.Entry] = []
        for field in metadata.headers.fields {
            let name = field.name.lowercased()
            if headers.contains(where: { $0.key == name }) { continue }
            headers.append(.init(key: name, value: .string(metadata.headers.joined(name) ?? "")))
        }
        var entries: [Document.Entry] = [
            .init(key: "attempts", value: .integer(Int64(metadata.attempts))),
            .init(key: "status", value: .integer(Int64(metadata.status))), .init(key: "headers", value: .map(headers)),
        ]
        if let id = metadata.requestID { entries.append(.init(key: "requestId", value: .string(id))) }
        if let id = metadata.hostID { entries.append(.init(key: "hostId", value: .string(id))) }
        return .map(entries)
    }
}
