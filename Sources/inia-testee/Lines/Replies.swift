import IniaHTTP
import IniaPrimitives
import IniaTesting
import IniaText

extension ScriptedReply {
    /// A reply as a line has it.
    init(line document: Document) throws {
        let after = document["afterEvents"]?.asInteger.map { Int(clamping: $0) }
        if let fault = document["fault"]?.asString {
            guard let (code, mayHaveBeenSent) = Self.faults[fault] else { throw Unsupported("fault \(fault)") }
            self = .failure(code, mayHaveBeenSent: mayHaveBeenSent)
            eventsBeforeReply = after
            return
        }
        guard let body = Base64.decode(document["bodyBase64"]?.asString ?? "") else {
            throw MalformedLine("a reply's body is not base64")
        }
        let headers = (document["headers"]?.asList ?? []).map { pair in
            (name: pair[0]?.asString ?? "", value: pair[1]?.asString ?? "")
        }
        self.init(
            .response(status: Int(clamping: document["status"]?.asInteger ?? 200), headers: headers, body: body),
            failsAfterBytes: document["faultAfterBytes"]?.asInteger.map { Int(clamping: $0) },
            eventsBeforeReply: after)
    }

    private static let faults: [String: (code: TransportError.Code, mayHaveBeenSent: Bool)] = [
        "connect-timeout": (.connectTimeout, false), "read-timeout": (.readTimeout, true),
        "connection-refused": (.connectionRefused, false), "connection-reset": (.connectionClosed, true),
        "dns": (.unknownHost, false), "tls": (.tls, false),
    ]
}

extension ScriptedHTTPClient.SentRequest {
    /// The request as an answer reports it.
    var document: Document {
        .map([
            .init(key: "method", value: .string(request.method)),
            .init(key: "url", value: .string(request.url.text)),
            .init(
                key: "headers",
                value: .list(
                    (request.headers.fields.map { ($0.name, $0.value) } + framing).map {
                        .list([.string($0), .string($1)])
                    })),
            .init(key: "bodyBase64", value: .string(Base64.encode(body))),
        ])
    }

    /// How the transport tells the body's length, where the request does not do so itself.
    private var framing: [(String, String)] {
        guard !request.headers.contains("Content-Length"), !request.headers.contains("Transfer-Encoding"),
            !["GET", "HEAD", "OPTIONS"].contains(request.method)
        else { return [] }
        return [request.body.count.map { ("Content-Length", String($0)) } ?? ("Transfer-Encoding", "chunked")]
    }
}
