internal import IniaHTTP
internal import IniaHost
internal import IniaPrimitives
internal import IniaShapes
internal import IniaSigning

extension Pipeline {
    /// Compresses a request's body where the model allows it, the options do not forbid it and it is worth it.
    ///
    /// A stream is compressed whatever its length, unless the service must know that beforehand.
    func compress(_ addressed: inout Addressed) throws(CallError) {
        let call = addressed.call
        let encodings = call.operation.traits.requestCompression
        guard encodings.contains("gzip"), !call.options.disableRequestCompression,
            call.options.signatureVersion != "v2"
        else { return }
        do {
            let body = addressed.request.body
            guard try isWorthCompressing(body, of: call) else { return }
            addressed.request.body = try body.gzipped(files: host.files)
            let before = addressed.request.headers["Content-Encoding"]
            try addressed.request.headers.set("Content-Encoding", before.map { "\($0),gzip" } ?? "gzip")
            addressed.features.insert(UserAgentFeature.gzipRequestCompression)
        } catch {
            throw CallError(.requestBody, during: .address, "the body cannot be compressed: \(error)", cause: error)
        }
    }

    private func isWorthCompressing(_ body: Body, of call: Call) throws -> Bool {
        if let payload = try call.operation.inputPayload, try payload.shape.kind == .blob {
            return try !payload.shape.traits.contains(.requiresLength)
        }
        return Int64(call.options.requestMinCompressionSize) <= body.count ?? 0
    }
}
