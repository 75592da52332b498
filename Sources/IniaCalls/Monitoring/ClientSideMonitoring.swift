internal import IniaHTTP
public import IniaPrimitives
internal import IniaText

/// Tells an agent of every attempt and every call, in the JSON of AWS's client-side monitoring.
///
/// Session tokens, which other SDKs put into these events, are left out: they go unencrypted to whoever listens.
public struct ClientSideMonitoring: CallMonitor {
    /// The most bytes in an event; longer ones are dropped.
    private static let maximumCount = 8 * 1024

    private let service: String
    private let clientID: String
    private let publish: @Sendable (Bytes) -> Void

    /// Creates a monitor of a client.
    ///
    /// - Parameters:
    ///   - service: the service's id as its model spells it.
    ///   - clientID: the application's name for itself.
    ///   - publish: sends an event to the agent and does not wait.
    public init(service: String, clientID: String, publish: @escaping @Sendable (Bytes) -> Void) {
        self.service = service
        self.clientID = clientID
        self.publish = publish
    }

    /// Tells the agent of an attempt.
    public func ended(_ report: AttemptReport) {
        var event = event("ApiCallAttempt", report.attempt.operation, report.start)
        event.append("AttemptLatency", .integer(report.start.milliseconds(to: report.end)))
        event.append("Fqdn", .string(report.request.url.hostHeader))
        let identity = SignedIdentity(report.request.headers["Authorization"])
        event.append("UserAgent", .string(report.userAgent))
        event.append("AccessKey", identity.accessKey.map { .string($0) })
        event.append("Region", identity.region.map { .string($0) })
        event.append("HttpStatusCode", report.attempt.status.map { .integer(Int64($0)) })
        for (header, name) in [
            ("x-amzn-requestid", "XAmznRequestId"), ("x-amz-request-id", "XAmzRequestId"), ("x-amz-id-2", "XAmzId2"),
        ] {
            event.append(name, report.attempt.headers[header].map { .string($0) })
        }
        event.append(failure: report.attempt, prefix: "")
        send(event)
    }

    /// Tells the agent of a call of which at least one attempt was made.
    public func ended(_ report: CallReport) {
        guard let last = report.last else { return }
        var event = event("ApiCall", report.operation, report.start)
        event.append("AttemptCount", .integer(Int64(report.attempts)))
        event.append("Region", SignedIdentity(last.request.headers["Authorization"]).region.map { .string($0) })
        event.append("UserAgent", .string(last.userAgent))
        event.append("FinalHttpStatusCode", last.attempt.status.map { .integer(Int64($0)) })
        event.append(failure: last.attempt, prefix: "Final")
        event.append("Latency", .integer(report.start.milliseconds(to: report.end)))
        event.append("MaxRetriesExceeded", .integer(report.reachedMaxAttempts ? 1 : 0))
        send(event)
    }

    private func event(_ type: String, _ operation: OperationIdentity, _ start: Timestamp) -> [Document.Entry] {
        [
            .init(key: "Version", value: .integer(1)), .init(key: "ClientId", value: .string(clientID)),
            .init(key: "Type", value: .string(type)), .init(key: "Service", value: .string(service)),
            .init(key: "Api", value: .string(operation.operation)),
            .init(key: "Timestamp", value: .integer(start.milliseconds)),
        ]
    }

    private func send(_ event: [Document.Entry]) {
        let bytes = JSONWriter.bytes(.map(event))
        if bytes.count <= Self.maximumCount { publish(Bytes(bytes)) }
    }
}

/// Whose signature an `Authorization` header bears, and for which region.
private struct SignedIdentity {
    var accessKey: String?
    var region: String?

    init(_ header: String?) {
        guard let header else { return }
        let mark = "AWS4-HMAC-SHA256 Credential="
        if header.hasPrefix(mark) {
            let parts = header.dropFirst(mark.count).split(separator: "/", maxSplits: 3)
            guard parts.count == 4 else { return }
            accessKey = String(parts[0])
            region = String(parts[2])
        } else if header.hasPrefix("AWS ") {
            accessKey = header.dropFirst(4).split(separator: ":").first.map(String.init)
        }
    }
}

extension AttemptReport {
    fileprivate var userAgent: String { String((request.headers["User-Agent"] ?? "").prefix(256)) }
}

extension [Document.Entry] {
    fileprivate mutating func append(_ key: String, _ value: Document?) {
        if let value { append(.init(key: key, value: value)) }
    }

    /// What went wrong, in the service's words or in ours.
    fileprivate mutating func append(failure attempt: Attempt, prefix: String) {
        switch attempt.outcome {
        case .success: break
        case .refused(let error):
            append("\(prefix)AwsException", .string(String(error.code.prefix(128))))
            append("\(prefix)AwsExceptionMessage", .string(String(error.message.prefix(512))))
        case .failed(let error):
            append("\(prefix)SdkException", .string(String("\(type(of: error))".prefix(128))))
            append("\(prefix)SdkExceptionMessage", .string(String("\(error)".prefix(512))))
        }
    }
}

extension Timestamp {
    fileprivate var milliseconds: Int64 { seconds &* 1000 &+ Int64(nanoseconds) / 1_000_000 }

    fileprivate func milliseconds(to other: Timestamp) -> Int64 { other.milliseconds &- milliseconds }
}
