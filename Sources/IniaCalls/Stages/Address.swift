internal import IniaHTTP
internal import IniaModels
internal import IniaPrimitives
internal import IniaProtocols
internal import IniaShapes
internal import IniaSigning
internal import IniaText

extension Pipeline {
    /// ``IniaProtocols/SerializedRequest`` to ``Addressed``: the request goes to its place, with everything that is
    /// the same for each attempt.
    func address(_ serialized: SerializedRequest, of call: Call, at place: Place) async throws -> Addressed {
        let url = try Self.url(
            of: serialized, at: place, prefix: call.options.injectHostPrefix ? serialized.hostPrefix : nil,
            hasOwnQuery: codec.isREST && call.operation.requestURI.utf8.contains(UInt8(ascii: "?")))
        var request = HTTPRequest(
            method: serialized.method, url: url, headers: serialized.headers, body: serialized.body)
        do {
            for header in place.headers { try request.headers.set(header.name, header.value) }
        } catch {
            throw CallError(
                .endpoint, during: .address, "the endpoint's header \(error.name) cannot be sent", cause: error)
        }
        var addressed = Addressed(
            call: call, request: request, signing: place.signing,
            sessionBucket: place.usesSessions ? call.input.given("Bucket")?.asString : nil,
            authPath: place.signing.version == "s3" ? authPath(of: serialized, call) : nil, events: serialized.events,
            features: Features(call: call.overrides.features))
        Features.add(place.features, to: &addressed.features.call)
        if codec.wireProtocol == .cbor { addressed.features.insert(UserAgentFeature.cborProtocol) }
        if place.signing.version.hasSuffix("v4a") { addressed.features.insert(UserAgentFeature.sigv4aSigning) }
        guard call.purpose == .sending else { return addressed }
        for quirk in call.quirks.request { try await quirk(&addressed, self) }
        try compress(&addressed)
        if let checksum = try protect(&addressed) { try await add(checksum, to: &addressed) }
        return addressed
    }

    /// The URL of a request: the endpoint's path, then the operation's, with one slash between them.
    ///
    /// An operation's path that is a slash adds nothing to the endpoint's, unless the operation has a query of its own.
    static func url(
        of serialized: SerializedRequest, at place: Place, prefix: String?, hasOwnQuery: @autoclosure () -> Bool = false
    ) throws(CallError) -> HTTPURL {
        guard var url = place.url else {
            throw CallError(.endpoint, during: .address, "invalid endpoint: \(place.text)")
        }
        if let prefix { url.host = prefix + url.host }
        guard prefix == nil ? place.hasHost : url.host.isHost else {
            throw CallError(.endpoint, during: .address, "\(url.host) cannot be a host's name")
        }
        if serialized.path.isEmpty || (serialized.path == "/" && !hasOwnQuery()) {
            if url.path.isEmpty { url.path = "/" }
        } else if url.path.utf8.last == UInt8(ascii: "/"), serialized.path.utf8.first == UInt8(ascii: "/") {
            url.path = String(Substring(url.path.utf8.dropLast())) + serialized.path
        } else {
            url.path += serialized.path
        }
        if let query = serialized.queryText { url.query = url.query.map { "\($0)&\(query)" } ?? query }
        return url
    }

    /// The path that S3's first signature version signs: with the bucket, wherever the URL has it.
    private func authPath(of serialized: SerializedRequest, _ call: Call) -> String? {
        guard let original = try? service.operation(call.operation.name), original.requestURI.hasPrefix("/{Bucket}"),
            let bucket = call.input.given("Bucket")?.asString
        else { return nil }
        let path = serialized.path.hasPrefix("/") ? serialized.path : "/" + serialized.path
        return ARN.matches(bucket) ? path : "/\(Percent.encode(bucket))\(path)"
    }
}

extension String {
    /// Whether the text may stand as a host in a URL: labels of letters, digits, hyphens and underscores, or an
    /// IPv6 address.
    var isHost: Bool {
        if utf8.contains(UInt8(ascii: ":")) { return utf8.allSatisfy { $0.isHexadecimal || $0 == 0x3A || $0 == 0x2E } }
        let labels = split(separator: ".", omittingEmptySubsequences: false)
        return labels.enumerated().allSatisfy { index, label in
            (!label.isEmpty || (index > 0 && index == labels.count - 1)) && label.utf8.count <= 63
                && label.utf8.allSatisfy { $0.isASCIIAlphanumeric || $0 == 0x2D || $0 == 0x5F }
        }
    }
}

extension UInt8 {
    fileprivate var isHexadecimal: Bool {
        isASCIIDigit || (self >= 0x61 && self <= 0x66) || (self >= 0x41 && self <= 0x46)
    }
}
