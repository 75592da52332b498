internal import IniaHTTP
internal import IniaHost
internal import IniaPrimitives
internal import IniaProtocols
internal import IniaShapes

extension Pipeline {
    /// What comes after an attempt: a pause before the next, or nil where the attempt's end is the call's.
    ///
    /// The retry policy decides. Beside it, a service may have said where to go instead, which needs no pause, or that
    /// the clock is wrong; the request is then signed anew for what it learned, and never serialized again.
    func retry(_ ended: inout Ended, _ addressed: inout Addressed, _ attempts: inout Attempts) async throws -> Duration?
    {
        let call = addressed.call
        note(ended, &attempts)
        let decision = await retries.review(attempt(ended, call, attempts))
        var isRedirected = false
        if case .refused(let error, _) = ended.result {
            isRedirected = try await redirect(after: error, ended, &addressed, &attempts)
        }
        var pause: Duration?
        switch decision {
        case .retry(let after, let cost):
            pause = after
            attempts.cost = cost
        case .stop where isRedirected, .attemptsExhausted where isRedirected, .quotaExhausted where isRedirected:
            pause = .zero
        case .stop: break
        case .attemptsExhausted:
            ended.change { $0.reachedMaxAttempts = true }
            if ended.hasCorruptBody, call.options.retry.mode == .legacy {
                ended.result = .failed(CallError.corrupt(attempts))
            }
        case .quotaExhausted(let last):
            ended.change { $0.reachedRetryQuota = true }
            if let last { try await host.clock.sleep(for: last) }
        }
        if pause == nil, correctClock(ended, call, &attempts) { pause = .zero }
        guard let pause, canRepeat(addressed), !passes(pause, call) else { return nil }
        attempts.note(date: ended.headers["Date"], readTimeout: options.exchange.readTimeout)
        return pause
    }

    private func note(_ ended: Ended, _ attempts: inout Attempts) {
        let id: String?
        switch ended.result {
        case .success(let output): id = output._metadata.requestID
        case .refused(let error, _): id = error.metadata.requestID
        case .failed: id = nil
        }
        if let id { attempts.requestIDs.append(id) }
    }

    func attempt(_ ended: Ended, _ call: Call, _ attempts: Attempts) -> Attempt {
        let outcome: Attempt.Outcome
        var modeled: Attempt.ModeledRetry?
        switch ended.result {
        case .success: outcome = .success
        case .failed(let error): outcome = .failed(error)
        case .refused(let error, let failure):
            outcome = .refused(error)
            if let shape = failure.shape, call.operation.errors.contains(shape.name), shape.traits.contains(.retryable)
            {
                modeled = shape.traits.contains(.throttling) ? .throttling : .transient
            }
        }
        return Attempt(
            operation: call.identity, number: attempts.number, outcome: outcome, status: ended.status,
            headers: ended.headers, modeledRetry: modeled, hasCorruptBody: ended.hasCorruptBody, cost: attempts.cost,
            now: host.clock.now.advanced(by: attempts.skew))
    }

    /// Follows a service's word on where a request belongs.
    private func redirect(
        after error: ServiceError, _ ended: Ended, _ addressed: inout Addressed, _ attempts: inout Attempts
    ) async throws -> Bool {
        var isRedirected = false
        for quirk in addressed.call.quirks.redirect where !attempts.isRedirected {
            if try await quirk(error, &addressed, self) { (isRedirected, attempts.isRedirected) = (true, true) }
        }
        if try await forgetDiscovered(after: error, addressed) { isRedirected = true }
        return isRedirected
    }

    /// Sets the clock right after a refusal that was due to it, once for a call.
    private func correctClock(_ ended: Ended, _ call: Call, _ attempts: inout Attempts) -> Bool {
        if case .success = ended.result { return false }
        guard call.options.retry.correctsClockSkew, !attempts.isSkewCorrected, attempts.number < retries.maxAttempts,
            let further = ClockSkew.correction(after: attempt(ended, call, attempts))
        else { return false }
        attempts.isSkewCorrected = true
        // Counted from what the attempt was signed with: another call may have found out the same meanwhile.
        memory.noteClockSkew(attempts.skew + further)
        return true
    }

    /// Whether the request can go out again; one whose body can be read only once cannot.
    private func canRepeat(_ addressed: Addressed) -> Bool {
        addressed.request.body.isReplayable && addressed.events == nil
    }

    /// Whether a pause would outlast the whole call.
    private func passes(_ pause: Duration, _ call: Call) -> Bool {
        call.deadline.map { host.clock.instant + pause >= $0 } ?? false
    }
}

extension Ended {
    /// Changes what is said of the response, if there was one.
    mutating func change(_ change: (inout ResponseMetadata) -> Void) {
        switch result {
        case .success(var output):
            change(&output._metadata)
            result = .success(output)
        case .refused(var error, let failure):
            change(&error.metadata)
            result = .refused(error, failure)
        case .failed: break
        }
    }

    /// What the call comes to where this was its last attempt.
    func get(_ attempts: Attempts) throws -> Output {
        switch result {
        case .success(let output): return output
        case .refused(let error, _): throw error
        case .failed(let error as TransportError): throw CallError(error, attempts)
        case .failed(let error): throw error
        }
    }
}

extension CallError {
    /// A body that came to harm on every attempt.
    fileprivate static func corrupt(_ attempts: Attempts) -> CallError {
        CallError(
            .checksum, during: .parse, "the response's CRC-32 is not the one in its header", attempts: attempts.number,
            requestIDs: attempts.requestIDs)
    }

    /// A failed exchange, in the terms of a call.
    init(_ error: TransportError, _ attempts: Attempts) {
        let code: Code =
            switch error.code {
            case .connectTimeout, .readTimeout, .writeTimeout, .acquireTimeout, .deadlineExceeded: .timeout
            case .requestBody: .requestBody
            case .malformedResponse: .responseParsing
            default: .connection
            }
        self.init(
            code, during: .transmit, error.description, cause: error, attempts: attempts.number,
            requestIDs: attempts.requestIDs)
    }
}
