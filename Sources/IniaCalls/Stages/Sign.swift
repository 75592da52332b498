internal import IniaDigests
internal import IniaFormats
internal import IniaHTTP
internal import IniaHost
internal import IniaPrimitives
internal import IniaProtocols
internal import IniaShapes
internal import IniaSigning
internal import IniaText

/// What *sign* gives: the request of one attempt, ready for the wire.
struct Signed: Sendable {
    let call: Call
    let request: HTTPRequest
    /// Whether the request's payload is events.
    let hasEvents: Bool
}

extension Pipeline {
    /// ``Addressed`` to ``Signed``: credentials are awaited here, and the time is the clock's.
    func sign(_ addressed: inout Addressed, _ attempts: inout Attempts) async throws -> Signed {
        let call = addressed.call
        var request = addressed.request
        if mayDiscover(call), let endpoint = try await discover(addressed) { request.url = endpoint }
        for quirk in call.quirks.attempt { quirk(&request) }
        for hook in call.hooks {
            try await hook.request(&request, of: call.identity, attempt: attempts.number)
        }
        if call.options.retry.correctsClockSkew { attempts.skew = memory.clockSkew }
        let now = host.clock.now
        let time = attempts.skew == .zero ? now : now.advanced(by: attempts.skew)
        do {
            try await sign(&request, &addressed, at: time, skew: attempts.skew)
            try request.headers.set("amz-sdk-invocation-id", call.invocationID)
            try request.headers.set("amz-sdk-request", attempts.header(maxAttempts: retries.maxAttempts))
            try request.headers.set("User-Agent", userAgentText(addressed.features))
        } catch let error as SigningError {
            throw CallError(.credentials, during: .sign, "\(error)", cause: error, attempts: attempts.number - 1)
        } catch let error as InvalidHeader {
            throw CallError(.validation, during: .sign, "the header \(error.name) cannot be sent", cause: error)
        } catch let error as BodyError {
            throw CallError(.requestBody, during: .sign, "the body cannot be hashed: \(error.code.name)", cause: error)
        }
        return Signed(call: call, request: request, hasEvents: addressed.events != nil)
    }

    private func userAgentText(_ features: Features) -> String {
        if let known = userAgents.value(for: features) { return known }
        let text = userAgent.text(features: features.all)
        userAgents.keep(text, for: features)
        return text
    }

    private func sign(
        _ request: inout HTTPRequest, _ addressed: inout Addressed, at time: Timestamp, skew: Duration
    ) async throws {
        switch addressed.signing.version {
        // What nearly every call has comes first: texts are compared one after another.
        case "s3v4", "v4": break
        case "none", "bearer", "v2", "v3", "v3https", "s3":
            return try await signOtherwise(&request, &addressed, at: time, skew: skew)
        default: break
        }
        let signer = try signer(for: addressed)
        let payload =
            if let known = try knownPayload(of: request, addressed, signer) {
                known
            } else {
                try await payloadHash(of: request, &addressed)
            }
        let credentials = try await requiredCredentials(addressed)
        Features.add(credentials.features, to: &addressed.features.signer)
        let seed = try signer.sign(&request, payload: payload, credentials: credentials, at: time, keys: keys)
        if let body = try eventBody(of: addressed, seed: seed, skew: skew) { request.body = body }
        if let chunks = addressed.chunks {
            let body = request.body
            request.body = body.chunked(chunks, count: body.count, files: host.files) { ChunkSigner(seed) }
        }
    }

    /// Signs in another way than by version 4, or not at all.
    // Inlined, it would more than double the frame of every call's signing.
    @inline(never) private func signOtherwise(
        _ request: inout HTTPRequest, _ addressed: inout Addressed, at time: Timestamp, skew: Duration
    ) async throws {
        switch addressed.signing.version {
        case "none":
            if addressed.hasTrailer {
                try request.headers.set("X-Amz-Content-SHA256", PayloadHash.unsignedTrailer.text)
            }
            request.body = try eventBody(of: addressed, seed: nil, skew: skew) ?? request.body
        case "bearer":
            let token = try await bearer(addressed.call)
            Features.add(token.features, to: &addressed.features.signer)
            request = try token.signed(request)
            request.body = try eventBody(of: addressed, seed: nil, skew: skew) ?? request.body
        default:
            let credentials = try await requiredCredentials(addressed)
            Features.add(credentials.features, to: &addressed.features.signer)
            request = try oldStyle(request, addressed, credentials, at: time)
        }
    }

    /// The signer of a version 4 signature in one of its forms.
    func signer(for addressed: Addressed) throws(CallError) -> SigV4 {
        let plan = addressed.signing
        guard let region = plan.region else {
            throw CallError(.configuration, during: .sign, "no region is given to sign for")
        }
        switch plan.version {
        case "s3v4": return .s3(service: plan.name, region: region)
        case "v4": return SigV4(service: plan.name, region: region)
        case "v4a": return SigV4(service: plan.name, region: region, algorithm: .ecdsa)
        case "s3v4a": return .s3(service: plan.name, region: region, algorithm: .ecdsa)
        case "v4-s3express": return .s3Express(service: plan.name, region: region)
        default:
            throw CallError(.configuration, during: .sign, "there is no signature version \(plan.version)")
        }
    }

    private func oldStyle(
        _ request: HTTPRequest, _ addressed: Addressed, _ credentials: Credentials, at time: Timestamp
    ) throws(SigningError) -> HTTPRequest {
        var request = request
        switch addressed.signing.version {
        case "v2":
            guard case .bytes(let bytes) = request.body.content else { return request }
            let result = try SigV2.signed(
                FormEncoding.decode(bytes.text), method: request.method, url: request.url, credentials: credentials,
                at: time)
            request.body = .bytes(Bytes(utf8: FormEncoding.encode(result.parameters)))
            return request
        case "s3":
            return try S3Signature.signed(request, resource: addressed.authPath, credentials: credentials, at: time)
                .request
        default:
            return try SigV3.signed(request, credentials: credentials, at: time)
        }
    }

    // MARK: Payloads

    /// What the signature says of the payload; nil where that takes hashing the body.
    private func knownPayload(
        of request: HTTPRequest, _ addressed: Addressed, _ signer: SigV4
    ) throws -> PayloadHash? {
        if addressed.events != nil { return .signedEvents(signer.algorithm) }
        if let chunks = addressed.chunks {
            return chunks.algorithm == nil ? .signedChunks(signer.algorithm) : .signedChunksTrailer(signer.algorithm)
        }
        let call = addressed.call
        var question = PayloadSigning(isSecure: request.url.isSecure)
        question.hasTrailer = addressed.hasTrailer
        question.isUnsignedByModel = !addressed.signing.signsPayload
        question.isS3 = signer.sendsPayloadHash
        question.explicit = call.options.s3.payloadSigningEnabled
        question.hasChecksumHeader = addressed.hasChecksumHeader
        question.isStream = try call.operation.inputPayload?.shape.kind == .blob
        switch question.decision {
        case .unsigned: return .unsigned
        case .unsignedTrailer: return .unsignedTrailer
        case .hash: break
        }
        return request.body == addressed.request.body ? addressed.payloadHash : nil
    }

    /// The hash of the payload; a body is hashed once for all attempts.
    private func payloadHash(of request: HTTPRequest, _ addressed: inout Addressed) async throws -> PayloadHash {
        let hash =
            if case .bytes(let bytes) = request.body.content {
                bytes.isEmpty ? PayloadHash.empty : PayloadHash(sha256: SHA256.digest(of: bytes))
            } else {
                try await sha256(of: request.body)
            }
        if request.body == addressed.request.body { addressed.payloadHash = hash }
        return hash
    }

    private func sha256(of body: Body) async throws -> PayloadHash {
        guard body.isReplayable else {
            throw CallError(
                .requestBody, during: .sign,
                "a body that can be read only once cannot be signed; give it in memory or as a file")
        }
        let digest = try await body.digested(into: SHA256(), files: host.files) { $0.update($1) }
        return PayloadHash(sha256: digest.value())
    }

    // MARK: Who signs

    /// The caller's credentials as they are now, if there are any.
    func currentCredentials(_ call: Call) async throws -> Credentials? {
        do {
            return try await (call.overrides.credentials ?? credentials).credentials()
        } catch let error as CancellationError {
            throw error
        } catch let error as CallError {
            throw error
        } catch {
            throw CallError(.credentials, during: .sign, "\(error)", cause: error)
        }
    }

    /// The credentials that sign a request: the caller's own, or those of a session that they opened.
    func requiredCredentials(_ addressed: Addressed) async throws -> Credentials {
        guard let credentials = try await currentCredentials(addressed.call) else {
            throw CallError(
                .credentials, during: .sign,
                """
                there are no credentials to sign with: none are given in code, and none are found in \
                AWS_ACCESS_KEY_ID, ~/.aws/config, ~/.aws/credentials, a container or an instance
                """)
        }
        guard addressed.signing.version == "v4-s3express" else { return credentials }
        guard let bucket = addressed.sessionBucket ?? addressed.call.input.given("Bucket")?.asString else {
            throw CallError(.credentials, during: .sign, "a session needs a bucket")
        }
        return try await S3Sessions.credentials(for: bucket, of: credentials, self)
    }

    private func bearer(_ call: Call) async throws -> BearerToken {
        do {
            if let token = try await tokens.token() { return token }
        } catch let error as CancellationError {
            throw error
        } catch {
            throw CallError(.credentials, during: .sign, "\(error)", cause: error)
        }
        throw CallError(.credentials, during: .sign, "there is no bearer token to send")
    }
}

extension Addressed {
    /// Whether the body's checksum follows it.
    var hasTrailer: Bool { request.headers.contains("X-Amz-Trailer") }

    /// Whether a checksum of the body stands in the headers.
    var hasChecksumHeader: Bool {
        checksumHeader.map(request.headers.contains) ?? request.headers.contains("Content-MD5")
    }
}

extension Attempts {
    /// What the service is told of the attempts: until when, which, and of how many.
    func header(maxAttempts: Int) -> String {
        if number == 1, expiry == nil { return "attempt=1" }
        var parts: [String] = []
        if let expiry, let stamp = try? Dates.basic(expiry) { parts.append("ttl=\(stamp)") }
        parts.append("attempt=\(number)")
        if number > 1 { parts.append("max=\(maxAttempts)") }
        return parts.joined(separator: "; ")
    }

    /// Notes the service's time, from which it follows until when an answer is awaited.
    mutating func note(date: String?, readTimeout: Duration) {
        guard let date, let time = try? Dates.parse(date) else { return }
        expiry = time.advanced(by: readTimeout)
    }
}
