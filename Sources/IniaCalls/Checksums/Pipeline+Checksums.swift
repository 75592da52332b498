internal import IniaDigests
internal import IniaHTTP
internal import IniaHost
internal import IniaPrimitives
internal import IniaShapes
internal import IniaSigning

extension Pipeline {
    /// Finds the checksum that a request's operation wants, and notes how the response will be verified.
    ///
    /// - Returns: the checksum that is still to be computed, which may take reading the body, and added.
    func protect(_ addressed: inout Addressed) throws -> RequestChecksum? {
        let operation = addressed.call.operation
        if let member = operation.traits.checksum?.requestValidationModeMember,
            addressed.call.input.given(member) != nil
        {
            addressed.verification = addressed.call.plan.verification
        }
        let given = RequestChecksum.given(in: addressed.request.headers)
        for name in given {
            if let algorithm = ChecksumAlgorithm(name: name) {
                addressed.features.insert(UserAgentFeature.requestChecksum(algorithm))
            }
        }
        // Most operations have nothing to do with checksums.
        guard operation.traits.checksum != nil || operation.traits.isChecksumRequired,
            let checksum = try RequestChecksum(try question(of: addressed, hasChecksum: !given.isEmpty))
        else {
            if try canSignChunks(addressed) { try chunk(&addressed, signing: nil) }
            return nil
        }
        return checksum
    }

    /// Gives a request a checksum in a header or behind its body.
    func add(_ checksum: RequestChecksum, to addressed: inout Addressed) async throws {
        addressed.features.insert(UserAgentFeature.requestChecksum(checksum.algorithm))
        do {
            switch checksum.place {
            case .header where try canSignChunks(addressed): try chunk(&addressed, signing: checksum.algorithm)
            case .header: try await addHeader(checksum.algorithm, to: &addressed.request)
            case .trailer: try addTrailer(checksum.algorithm, to: &addressed.request)
            }
            if let header = checksum.announcement {
                try addressed.request.headers.set(header, checksum.algorithm.name)
            }
        } catch let error as BodyError {
            throw CallError(.requestBody, during: .address, error.code.name, cause: error)
        } catch let error as HostError {
            throw CallError(.requestBody, during: .address, error.description, cause: error)
        }
    }

    private func question(
        of addressed: Addressed, hasChecksum: Bool
    ) throws(CallError) -> RequestChecksum.Question {
        let call = addressed.call
        let member = call.operation.traits.checksum?.requestAlgorithmMember
        do {
            let hasBlobPayload = try call.operation.inputPayload?.shape.kind == .blob
            return RequestChecksum.Question(
                traits: call.operation.traits, chosen: member.flatMap { call.input.given($0)?.asString },
                choiceHeader: try member.flatMap { try call.operation.input?.shape.members?[$0]?.wireName },
                hasChecksum: hasChecksum, mode: call.options.requestChecksumCalculation,
                allowsTrailer: hasBlobPayload && addressed.request.url.isSecure && addressed.signing.version != "s3")
        } catch {
            throw .model(error, during: .address)
        }
    }

    private func addHeader(_ algorithm: ChecksumAlgorithm, to request: inout HTTPRequest) async throws {
        guard request.body.isReplayable else {
            throw CallError(
                .requestBody, during: .address,
                "a body that can be read only once has no checksum before it is sent; give it in memory or as a file")
        }
        let checksum = try await request.body.checksum(algorithm, files: host.files)
        try request.headers.set(algorithm.headerName, checksum.base64)
    }

    /// Whether the payload has to be signed and can be read only once, so that it is signed as it is sent: S3 alone
    /// takes that, and wants to know the length beforehand.
    private func canSignChunks(_ addressed: Addressed) throws -> Bool {
        let request = addressed.request
        guard ["s3v4", "s3v4a", "v4-s3express"].contains(addressed.signing.version), !request.body.isReplayable,
            request.body.count != nil, addressed.call.options.s3.payloadSigningEnabled != false
        else { return false }
        if addressed.call.options.s3.payloadSigningEnabled == true { return true }
        return !(request.url.isSecure && addressed.hasChecksumHeader)
    }

    /// Announces that the body will come in signed chunks, its checksum behind it where there is to be one.
    private func chunk(_ addressed: inout Addressed, signing algorithm: ChecksumAlgorithm?) throws {
        let before = addressed.request.headers["Content-Encoding"]
        try addressed.request.headers.set("Content-Encoding", before.map { "\($0),aws-chunked" } ?? "aws-chunked")
        if let algorithm { try addressed.request.headers.set("X-Amz-Trailer", algorithm.headerName) }
        try addressed.request.headers.set("X-Amz-Decoded-Content-Length", String(addressed.request.body.count ?? 0))
        addressed.request.headers.remove("Content-Length")
        let signature: SigV4.Algorithm = addressed.signing.version == "s3v4a" ? .ecdsa : .hmac
        addressed.chunks = ChunkedFraming(
            algorithm: algorithm, signatureCount: ChunkSigner.signatureCount(signature))
    }

    private func addTrailer(_ algorithm: ChecksumAlgorithm, to request: inout HTTPRequest) throws {
        let count = try count(of: request.body) ?? request.headers["Content-Length"].flatMap { Int64($0) }
        let before = request.headers["Content-Encoding"]
        try request.headers.set("Transfer-Encoding", "chunked")
        try request.headers.set("Content-Encoding", before.map { "\($0),aws-chunked" } ?? "aws-chunked")
        try request.headers.set("X-Amz-Trailer", algorithm.headerName)
        if let count { try request.headers.set("X-Amz-Decoded-Content-Length", String(count)) }
        request.headers.remove("Content-Length")
        request.body = request.body.chunked(ChunkedFraming(algorithm: algorithm), count: count, files: host.files)
    }

    /// The number of bytes in a body, a file's being looked up.
    private func count(of body: Body) throws(HostError) -> Int64? {
        guard case .file(let path, let offset, nil) = body.content, let size = try host.files.size(path) else {
            return body.count
        }
        return max(size - max(offset, 0), 0)
    }

    /// Compares a response's body with the checksum in its headers, at once or as the caller reads it.
    ///
    /// - Throws: ``CallError`` with code `checksum` where they differ.
    func verify(_ answer: inout Answer, by claim: ResponseVerification.Claim) throws(CallError) {
        if let content = answer.content {
            var checksum = Checksum(claim.algorithm)
            checksum.update(content)
            try checksum.compare(with: claim.text)
        } else {
            let body = answer.body
            let files = host.files
            let source = DeferredSource {
                VerifyingSource(try await body.open(files: files), claim.algorithm, expected: claim.text)
            }
            answer.body = Body(.once(count: body.count, source: source))
        }
    }
}
