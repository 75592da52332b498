internal import IniaHTTP
internal import IniaModels
internal import IniaPrimitives
internal import IniaProtocols
internal import IniaShapes

/// How an attempt went on the wire.
enum Ending: Sendable {
    case answered(Answer)
    case failed(any Error)
}

extension Pipeline {
    /// ``Signed`` to ``Ending``: one exchange with the service, its body read where it is not the caller's to read.
    func transmit(_ signed: Signed, _ attempts: Attempts) async throws -> Ending {
        let call = signed.call
        do {
            try await retries.admit()
            var response = try await answer(to: signed, attempts)
            for hook in call.hooks {
                try await hook.response(&response, of: call.identity, attempt: attempts.number)
            }
            return .answered(try await collected(response, of: signed))
        } catch let error as TransportError {
            try Task.checkCancellation()
            return .failed(error)
        } catch let error as BodyError {
            let code: CallError.Code = error.code == .alreadyRead ? .requestBody : .responseParsing
            throw CallError(code, during: .transmit, error.code.name, cause: error, attempts: attempts.number)
        }
    }

    private func answer(to signed: Signed, _ attempts: Attempts) async throws -> HTTPResponse {
        let call = signed.call
        for hook in call.hooks {
            let given = try await hook.answer(to: signed.request, of: call.identity, attempt: attempts.number)
            if let given { return given }
        }
        var exchange = call.options.exchange
        exchange.deadline = call.deadline
        exchange.route = try route(of: signed)
        return try await http.send(signed.request, options: exchange)
    }

    /// The way of a request, with the version of HTTP that its operation wants.
    private func route(of signed: Signed) throws -> HTTPRoute {
        let call = signed.call
        let route = call.options.routes.route(for: signed.request.url)
        // Looking for events among the members of every call's output would cost each call something.
        var isConversation = signed.hasEvents
        if !isConversation, service.traits.http2 != nil { isConversation = try call.operation.outputEvents != nil }
        let versions = call.options.httpVersion.versions(forConversation: isConversation)
        return route.versions == versions ? route : route.speaking(versions)
    }

    /// Reads a response's body to its end, unless it is for the caller to read.
    private func collected(_ response: HTTPResponse, of signed: Signed) async throws -> Answer {
        let call = signed.call
        var answer = Answer(
            status: response.status, wireStatus: response.status, headers: response.headers,
            wireHeaders: response.headers, body: response.body)
        let use = response.status >= 300 ? .whole : try bodyUse(of: call.operation)
        if use == .whole { answer.content = try await response.body.collect(upTo: call.options.maxBufferedResponse) }
        return answer
    }

    private func bodyUse(of operation: Operation) throws(CallError) -> BodyUse {
        do { return try codec.bodyUse(of: operation) } catch { throw .model(error, during: .transmit) }
    }
}

extension CallError {
    /// A model that contradicts itself, or lacks something that it names.
    static func model(_ error: any Error, during stage: Stage) -> CallError {
        CallError(.configuration, during: stage, "the service's model cannot be used: \(error)", cause: error)
    }
}
