public import IniaCalls
public import IniaModels
internal import IniaShapes

/// A client of one service, generated for the operations that a program uses.
///
/// It is a view of a dynamic ``Client``, ``asClient``: both share connections, credentials, quotas and hooks. An
/// operation is a method; every other verb takes the operation as a value:
///
/// ```swift
/// let s3 = S3(session) { $0.region = "eu-central-1" }
/// let out = try await s3.getObject(bucket: "b", key: "k")
/// let url = try await s3.presign(.getObject(bucket: "b", key: "k"), expiresIn: .seconds(300))
/// ```
public protocol TypedClient: Sendable {
    // Each is an actor. To demand it here would make the witness of the initializer nonisolated, which the compiler
    // (6.3) infers and then refuses, depending on which file of the user's module it checks first.

    /// The service's errors.
    associatedtype Error: TypedFailure
    /// The part of the service's model that the client needs.
    static var model: EmbeddedService { get }
    /// The dynamic client underneath.
    nonisolated var asClient: Client { get }
    /// A dynamic client of the same service, seen with types.
    init(_ client: Client)
}

extension TypedClient {
    /// Makes a client.
    ///
    /// - Parameter configure: what the client wants otherwise than its session.
    public init(_ session: Session, _ configure: (inout Config) -> Void = { _ in }) {
        self.init(session.client(of: Self.model.service, configure))
    }

    /// Calls an operation.
    ///
    /// - Parameter options: what this call wants otherwise than its client.
    /// - Throws: ``Error`` where the service said no, `CallError` where there was no usable answer, or
    ///   `CancellationError`.
    @discardableResult
    public nonisolated func call<Output>(
        _ request: TypedRequest<Self, Output>, options configure: (inout CallOptions) -> Void = { _ in }
    ) async throws -> Typed<Output> {
        do {
            return Typed(try await asClient.call(request.operation, request.asValue, configure))
        } catch let error as ServiceError {
            throw Error(error)
        }
    }

    /// Makes a URL with which whoever has it can make a call, as the caller, for a while.
    ///
    /// - Parameters:
    ///   - expiresIn: how long the URL works (default an hour).
    ///   - method: an HTTP method in place of the operation's.
    public nonisolated func presign<Output>(
        _ request: TypedRequest<Self, Output>, expiresIn: Duration = .seconds(3600), method: String? = nil
    ) async throws -> PresignedRequest {
        try await asClient.presign(request.operation, request.asValue, expiresIn: expiresIn, method: method)
    }

    /// The pages of an operation; nothing is sent before the first is asked for.
    public nonisolated func paginator<Output: PagedFields>(
        _ request: TypedRequest<Self, Output>
    ) -> TypedPages<Self, Output> {
        TypedPages(asClient.paginator(request.operation, request.asValue))
    }

    /// Waits until something is so, asking the service again and again.
    ///
    /// - Parameters:
    ///   - timeout: the longest that the wait may take. Where it is given and `maxAttempts` is not, the time alone
    ///     counts; where it is not, the number of attempts does.
    ///   - delay: the pause between two calls; nil for the model's.
    ///   - maxAttempts: how often to ask at most, the first time included; nil for the model's.
    /// - Throws: `CallError` with code `waiter` where the wait came to nothing, its cause a ``WaiterFailure``; or what
    ///   the calls throw, refusals of the service excepted.
    public nonisolated func wait(
        until condition: TypedWait<Self>, timeout: Duration? = nil, delay: Duration? = nil, maxAttempts: Int? = nil
    ) async throws {
        try await asClient.wait(
            until: condition.waiter, condition.input, timeout: timeout, delay: delay, maxAttempts: maxAttempts)
    }
}

extension EmbeddedService {
    /// The model; one without operations, whose calls say so, where the text is not what a generator wrote.
    fileprivate var service: ServiceModel { (try? model()) ?? ServiceModel(unreadable: name) }
}
