internal import IniaHTTP
internal import IniaHost
internal import IniaPrimitives
internal import IniaShapes

/// What S3 wants of its model and of requests beyond that.
enum S3Request {
    /// The endpoint rules put the bucket where it belongs; the model would do it a second time.
    static func withoutBucketInPath(_ operation: Operation) -> Operation {
        let label = "/{Bucket}"
        guard operation.requestURI.hasPrefix(label) else { return operation }
        return operation.changed(requestURI: String(operation.requestURI.dropFirst(label.count)))
    }

    /// A parser would turn carriage returns and line feeds in a key into spaces, were they not escaped.
    static func escapeLineBreaks(_ addressed: inout Addressed, _ pipeline: Pipeline) async throws {
        guard case .bytes(let bytes) = addressed.request.body.content, bytes.contains(where: { $0 == 13 || $0 == 10 })
        else { return }
        var escaped: [UInt8] = []
        escaped.reserveCapacity(bytes.count + 64)
        for byte in bytes {
            switch byte {
            case 13: escaped += "&#xD;".utf8
            case 10: escaped += "&#xA;".utf8
            default: escaped.append(byte)
            }
        }
        addressed.request.body = .bytes(Bytes(escaped))
    }

    /// Before a payload is sent the service says whether it wants it, so that a redirect costs no upload.
    static func expectContinue(_ addressed: inout Addressed, _ pipeline: Pipeline) async throws {
        let operation = addressed.call.operation
        guard let payload = try operation.inputPayload, let value = addressed.call.input.given(payload.name) else {
            return
        }
        switch value {
        case .body(let body):
            if body.count == 0, skipsEmpty(pipeline) { return }
        case .blob, .string:
            guard operation.name == "PutObject" || operation.name == "UploadPart" else { return }
            if addressed.request.body.count == 0, skipsEmpty(pipeline) { return }
        default: return
        }
        try addressed.request.headers.set("Expect", "100-continue")
    }

    /// Whether an operation's method is one that sends a payload.
    static func sendsPayload(_ operation: Operation, _ environment: Environment) -> Bool {
        operation.method == "PUT" || operation.method == "POST"
    }

    private static func skipsEmpty(_ pipeline: Pipeline) -> Bool {
        pipeline.host.environment["BOTO_EXPERIMENTAL__NO_EMPTY_CONTINUE"]?.lowercased() == "true"
    }
}
