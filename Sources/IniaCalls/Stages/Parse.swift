internal import IniaDigests
internal import IniaHTTP
internal import IniaPrimitives
internal import IniaProtocols
internal import IniaShapes

/// How an attempt ended, in the service's terms.
struct Ended: Sendable {
    enum Result: Sendable {
        case success(Output)
        indirect case refused(ServiceError, ServiceReplyError)
        case failed(any Error)
    }

    var result: Result
    /// The head of the response, if there was one.
    var status: Int?
    var headers = HTTPHeaders()
    /// Whether the body was not that whose CRC-32 a header told.
    var hasCorruptBody = false

    /// What the attempt came to, for those who hear of it.
    var outcome: Swift.Result<Output, any Error> {
        switch result {
        case .success(let output): .success(output)
        case .refused(let error, _): .failure(error)
        case .failed(let error): .failure(error)
        }
    }
}

extension Pipeline {
    /// ``Ending`` to ``Ended``: what the response says, by the operation's model.
    func parse(_ ending: Ending, of addressed: Addressed, _ attempts: Attempts) async throws -> Ended {
        switch ending {
        case .failed(let error): return Ended(result: .failed(error))
        case .answered(var answer):
            let call = addressed.call
            let isCorrupt = hasCorruptBody(answer)
            let claim = addressed.verification?.claim(in: answer.wireHeaders)
            if let claim { try verify(&answer, by: claim) }
            for quirk in call.quirks.answer { quirk(&answer, call.operation) }
            let reply = try await reply(of: &answer, call, attempts)
            return Ended(
                result: result(of: reply, answer, call, attempts, verifiedBy: claim?.algorithm), status: answer.status,
                headers: answer.wireHeaders, hasCorruptBody: isCorrupt)
        }
    }

    /// Whether the body is not the one whose CRC-32 the service told in a header.
    private func hasCorruptBody(_ answer: Answer) -> Bool {
        guard let text = answer.headers["x-amz-crc32"], let expected = UInt32(text), let content = answer.content else {
            return false
        }
        return CRC32.digest(of: content) != Digest(expected)
    }

    private func reply(of answer: inout Answer, _ call: Call, _ attempts: Attempts) async throws -> Reply {
        let operation = call.operation
        do {
            let head = ReplyHead(status: answer.status, headers: answer.headers)
            if let content = answer.content { return try codec.parse(head, body: content, of: operation) }
            let limit = options.maxBufferedResponse
            return try await codec.parse(head, streaming: answer.body, of: operation, upTo: limit)
        } catch let error as ProtocolError {
            let status = answer.status
            for quirk in call.quirks.unreadable { quirk(&answer, operation) }
            let head = ReplyHead(status: answer.status, headers: answer.headers)
            if answer.status != status, let content = answer.content,
                let reply = try? codec.parse(head, body: content, of: operation)
            {
                return reply
            }
            // A reply over events begins with one, which is read with the reply.
            let code: CallError.Code = error.code == .malformedEvents ? .eventStream : .responseParsing
            throw CallError(code, during: .parse, error.message, cause: error, attempts: attempts.number)
        }
    }

    private func result(
        of reply: Reply, _ answer: Answer, _ call: Call, _ attempts: Attempts,
        verifiedBy algorithm: ChecksumAlgorithm?
    ) -> Ended.Result {
        var metadata = ResponseMetadata(status: answer.status, headers: answer.wireHeaders, attempts: attempts.number)
        switch reply {
        case .output(let output):
            metadata.requestID = output.identity.requestID
            metadata.hostID = output.identity.hostID
            metadata.checksumAlgorithm = algorithm?.name.lowercased()
            var structure = output.value
            for slot in structure.slots where answer.content == nil {
                guard case .events(let events) = slot.value else { continue }
                structure[Int(slot.index)] = .events(
                    EventStream(from: AnswerEvents(events, of: call.operation.name, metadata)))
            }
            var value = Value.structure(structure)
            let outcome = Outcome(operation: call.operation, given: call.given, answer: answer)
            for quirk in call.quirks.output { quirk(&value, outcome) }
            return .success(Output(value, metadata: metadata))
        case .failure(let failure):
            metadata.requestID = failure.identity.requestID
            metadata.hostID = failure.identity.hostID
            var error = ServiceError(failure, operation: call.operation.name, metadata: metadata)
            for quirk in call.quirks.failure { quirk(&error) }
            return .refused(error, failure)
        }
    }
}

extension ServiceError {
    /// A service's error in the words of its response.
    init(_ failure: ServiceReplyError, operation: String, metadata: ResponseMetadata) {
        self.init(
            code: failure.code ?? "", message: failure.message ?? "", operation: operation, type: failure.type,
            shape: failure.shape?.name, fields: .map(failure.fields), details: failure.details, metadata: metadata)
        if let code = failure.queryErrorCode {
            details.append(MapEntry(key: "QueryErrorCode", value: .string(code)))
        }
    }
}
