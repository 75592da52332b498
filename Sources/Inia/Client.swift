public import IniaCalls
internal import IniaModels
public import IniaPrimitives
public import IniaShapes
internal import Synchronization

/// Calls the operations of one service.
///
/// An operation is called by its name with its members as keywords, both as AWS spells them; the operation's first
/// letter may be small: `try await s3.getObject(Bucket: "b", Key: "k")`. Any number of calls may be under way at once:
/// the actor guards what the client has learned, and no call waits for another.
@dynamicMemberLookup
public actor Client {
    nonisolated let service: ServiceModel
    nonisolated let session: Session
    nonisolated let config: Config
    /// The pipeline once it is made, so that calls reach it without a hop to the actor.
    private nonisolated let ready = Mutex<Pipeline?>(nil)
    private nonisolated let making = Flights<String, Pipeline>()

    init(_ service: ServiceModel, of session: Session, _ config: Config) {
        self.service = service
        self.session = session
        self.config = config
    }

    /// An operation by its name, to be called with its members.
    public nonisolated subscript(dynamicMember name: String) -> Invocation { Invocation(client: self, name: name) }

    /// An operation by a name that is known only at run time.
    public nonisolated subscript(name: String) -> Invocation { Invocation(client: self, name: name) }

    /// Calls an operation.
    ///
    /// - Parameters:
    ///   - name: the operation's name as the model spells it: `GetObject`.
    ///   - input: its members by name.
    ///   - configure: what this call wants otherwise than its client.
    /// - Throws: a `ServiceFailure` where the service said no, `CallError` where there was no usable answer, or
    ///   `CancellationError`.
    @discardableResult
    public nonisolated func call(
        _ name: String, _ input: Value = [:], _ configure: (inout CallOptions) -> Void = { _ in }
    ) async throws -> Output {
        var options = CallOptions()
        configure(&options)
        return try await pipeline.call(operationName(name), input, options: options)
    }

    /// Makes a URL with which whoever has it can make a call, as the caller, for a while.
    ///
    /// - Parameters:
    ///   - expiresIn: how long the URL works (default an hour).
    ///   - method: an HTTP method in place of the operation's.
    public nonisolated func presign(
        _ name: String, _ input: Value = [:], expiresIn: Duration = .seconds(3600), method: String? = nil
    ) async throws -> PresignedRequest {
        try await pipeline.presign(operationName(name), input, expiresIn: expiresIn, method: method)
    }

    /// Makes a form with which a browser can upload an object to a bucket, as the caller, for a while.
    ///
    /// - Parameters:
    ///   - bucket: the bucket.
    ///   - key: the object's key; `${filename}` at its end stands for the name of the uploaded file.
    ///   - fields: further fields of the form, each of which needs a condition.
    ///   - conditions: what has to hold of the form beside its bucket and key.
    public nonisolated func presign(
        post bucket: String, key: String, fields: [(name: String, value: String)] = [], conditions: [Document] = [],
        expiresIn: Duration = .seconds(3600)
    ) async throws -> PresignedPost {
        try await pipeline.presignPost(
            bucket: bucket, key: key, fields: fields, conditions: conditions, expiresIn: expiresIn)
    }

    /// What carries the calls; made when the first call needs it, and made again where that failed.
    nonisolated var pipeline: Pipeline {
        get async throws {
            if let pipeline = ready.withLock({ $0 }) { return pipeline }
            return try await making.value(for: "pipeline") { [self] in
                if let pipeline = ready.withLock({ $0 }) { return pipeline }
                let pipeline = try await session.pipeline(for: service, config)
                ready.withLock { $0 = pipeline }
                return pipeline
            }
        }
    }

    /// The operation's name in the model, of a name with a small first letter or in another spelling.
    private nonisolated func operationName(_ name: String) -> String { service.operationName(spelled: name) }
}

/// One operation of a client, about to be called with its members as keywords.
@dynamicCallable
public struct Invocation: Sendable {
    let client: Client
    let name: String

    /// Calls the operation.
    @discardableResult
    public func dynamicallyCall(withKeywordArguments members: KeyValuePairs<String, Value>) async throws -> Output {
        var entries: [MapEntry] = []
        entries.reserveCapacity(members.count)
        for (name, value) in members {
            guard !name.isEmpty, !entries.contains(where: { $0.key == name }) else {
                throw CallError(
                    .validation, during: .prepare,
                    name.isEmpty ? "\(self.name) takes its members by name" : "\(name) is given twice to \(self.name)")
            }
            entries.append(MapEntry(key: name, value: value))
        }
        return try await client.call(name, .map(entries))
    }
}
