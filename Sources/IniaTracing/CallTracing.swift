public import Inia
public import Tracing

/// Traces calls with swift-distributed-tracing: a span for each call, and one within it for each attempt.
///
/// Spans are named and described as OpenTelemetry's conventions for AWS SDKs have it: `DynamoDB.GetItem`, with
/// `rpc.system`, `rpc.service`, `rpc.method` and `aws.request_id`. Of an error the span has the code alone.
///
/// The attempt's span goes along with the request in `X-Amzn-Trace-Id`, the one header that AWS's services continue
/// traces by, whether the tracer writes that itself or W3C's `traceparent`; other headers of the tracer stay here.
///
///     let session = Session { $0.hooks.append(CallTracing()) }
public struct CallTracing: Hook {
    private let own: (any Tracer)?

    /// Creates a hook that traces with a tracer; nil for the process's, as it is when a call begins.
    public init(_ tracer: (any Tracer)? = nil) { own = tracer }

    private var tracer: any Tracer { own ?? InstrumentationSystem.tracer }

    /// A span around the call.
    public func surround(_ operation: OperationIdentity, _ call: () async throws -> Output) async throws -> Output {
        let span = tracer.startAnySpan("\(operation.serviceID).\(operation.operation)", ofKind: .client)
        defer { span.end() }
        span.describe(operation)
        do {
            let output = try await ServiceContext.$current.withValue(span.context) { try await call() }
            span.note(requestID: output._metadata.requestID)
            return output
        } catch {
            span.note(requestID: (error as? any ServiceFailure)?.requestID)
            span.fail(error)
            throw error
        }
    }

    /// A span around the attempt.
    public func surround(
        attempt: Int, of operation: OperationIdentity, _ run: () async throws -> AttemptReport
    ) async throws -> AttemptReport {
        let span = tracer.startAnySpan("\(operation.serviceID).\(operation.operation) attempt", ofKind: .client)
        defer { span.end() }
        span.describe(operation)
        if attempt > 1 { span.attributes["http.request.resend_count"] = attempt - 1 }
        do {
            let report = try await ServiceContext.$current.withValue(span.context) { try await run() }
            span.attributes["http.request.method"] = report.request.method
            span.attributes["server.address"] = report.request.url.host
            span.attributes["server.port"] = report.request.url.effectivePort
            if let status = report.attempt.status { span.attributes["http.response.status_code"] = status }
            span.note(requestID: report.requestID)
            if let error = report.attempt.error { span.fail(error) }
            return report
        } catch {
            span.fail(error)
            throw error
        }
    }

    /// The attempt's span as a header of its request.
    public func request(_ request: inout HTTPRequest, of operation: OperationIdentity, attempt: Int) async throws {
        guard let context = ServiceContext.current else { return }
        var fields: [String: String] = [:]
        tracer.inject(context, into: &fields, using: FieldInjector())
        // A header that a tracer makes up wrongly is its fault alone, and none of the call's.
        if let id = XRayHeader(fields) { try? request.headers.set(XRayHeader.name, id.value) }
    }
}

/// Collects what a tracer would send along, by names in lower case.
private struct FieldInjector: Injector {
    func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) {
        carrier[key.lowercased()] = value
    }
}

extension Span {
    fileprivate func describe(_ operation: OperationIdentity) {
        attributes["rpc.system"] = "aws-api"
        attributes["rpc.service"] = operation.serviceID
        attributes["rpc.method"] = operation.operation
    }

    fileprivate func note(requestID: String?) {
        if let requestID { attributes["aws.request_id"] = requestID }
    }

    fileprivate func fail(_ error: any Error) {
        let name = ErrorName(error).description
        attributes["error.type"] = name
        setStatus(SpanStatus(code: .error, message: name))
    }
}
