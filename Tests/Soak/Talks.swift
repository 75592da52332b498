import Inia
import IniaDigests

/// Conversations with the ``EchoService``: events both ways on one stream, and many streams on one connection.
struct Talks: Sendable {
    let relay: String
    let authority: String
    let contents: Contents
    let ledger: Ledger

    /// Holds one conversation after another until a moment.
    func work(_ transport: Transport, until end: ContinuousClock.Instant, seed: UInt64) async {
        var dice = Dice(seed: seed)
        guard let client = try? client(transport) else { return await ledger.violation("no client") }
        while ContinuousClock.now < end {
            let sayings = (0..<Int.random(in: 1...20, using: &dice)).map { _ in saying(&dice) }
            let isInTurn = Bool.random(using: &dice)
            switch Int.random(in: 0..<10, using: &dice) {
            case 0..<7: await attempt("talk") { try await talk(client, sayings, isInTurn: isInTurn) }
            case 7:
                let last = Int.random(in: 1...sayings.count, using: &dice)
                await attempt("leave") { try await talk(client, sayings, isInTurn: isInTurn, leavingAfter: last) }
            default:
                let patience = Duration.microseconds(Int.random(in: 0..<30_000, using: &dice))
                let call = Task { try await talk(client, sayings, isInTurn: isInTurn) }
                try? await Task.sleep(for: patience)
                call.cancel()
                await attempt("hush") { try await call.value }
            }
        }
    }

    private func client(_ transport: Transport) throws -> Client {
        try Session { config in
            config.region = "us-east-1"
            config.endpointURL = relay
            config.credentials = .fixed(Credentials(accessKeyID: "key", secretAccessKey: "secret"))
            config.retry = .standard(maxAttempts: 3)
            config.connectTimeout = .seconds(3)
            config.readTimeout = .seconds(4)
            config.acquireTimeout = .seconds(20)
            config.httpClient = transport
            config.verify = .authorities(path: authority)
        }.client("bedrock-runtime")
    }

    private func saying(_ dice: inout Dice) -> Bytes {
        let count = Int.random(in: 0...[100, 100, 40_000][Int.random(in: 0..<3, using: &dice)], using: &dice)
        return contents.bytes(SoakObject(key: "", offset: Int.random(in: 0...(4 << 20), using: &dice), count: count))
    }

    /// Says something and listens: each event comes back as it was said, in order, and after the last the end.
    ///
    /// - Parameter isInTurn: whether each event but the first waits for the answer to the one before.
    private func talk(
        _ client: Client, _ sayings: [Bytes], isInTurn: Bool, leavingAfter last: Int? = nil
    ) async throws {
        let (events, mouth) = AsyncStream<Value>.makeStream()
        for saying in isInTurn ? sayings[..<1] : sayings[...] { mouth.yield(event(saying)) }
        if !isInTurn { mouth.finish() }
        let output = try await client.call(
            "InvokeModelWithBidirectionalStream", ["modelId": "echo", "body": .events(EventStream(events))])
        var heard = 0
        for try await answer in output.body.asEvents {
            guard heard < sayings.count, answer.chunk.bytes.asBytes?.checksum == sayings[heard].checksum else {
                return await ledger.violation("talk: event \(heard) is not what was said")
            }
            heard += 1
            if heard == last { return }
            guard isInTurn else { continue }
            if heard == sayings.count { mouth.finish() } else { mouth.yield(event(sayings[heard])) }
        }
        if heard < sayings.count { await ledger.violation("talk: \(heard) of \(sayings.count) events, and the end") }
    }

    private func event(_ saying: Bytes) -> Value { ["chunk": ["bytes": .blob(saying)]] }

    private func attempt(_ kind: String, _ call: () async throws -> Void) async {
        do {
            try await call()
            await ledger.count("\(kind) done")
        } catch {
            await ledger.count("\(kind) \(ErrorName(error))")
            if !error.isOfConnection { await ledger.violation("\(kind): \(error)") }
        }
    }
}
