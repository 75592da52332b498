public import Inia

/// A ``Stubber`` for a generated client: requests, answers and errors have types.
///
/// ```swift
/// let stubs = try TypedStubber(S3.self)
/// try stubs.answer(.getObject(bucket: "b", key: "k")) { $0.body = .text("Hello") }
/// try stubs.refuse(.getObject(bucket: "b", key: "k"), with: .noSuchKey(ErrorInfo(message: "gone")))
/// let s3 = stubs.client                    // to be given to what is tested
/// ```
///
/// Answers are fetched in the order in which they were laid down; a call that is not the next one fails and takes
/// nothing.
public struct TypedStubber<Service: TypedClient>: Sendable {
    /// What has to be the same in a call and in the request that an answer was laid down for.
    public enum Match: Sendable {
        /// Operation and input. Bodies at hand are the same where their bytes are, streams only as themselves.
        case input
        /// The operation alone; the members that the request has to name say nothing.
        case operation
    }

    /// The stubber for dynamic values, which is a hook of clients that this one answers:
    /// `S3(session) { $0.hooks.append(stubs.asStubber) }`.
    public let asStubber: Stubber
    /// A client that is answered, in a session with no environment, no files and no credentials.
    public let client: Service

    /// Creates a stubber for a generated client.
    ///
    /// - Parameter configure: what ``client`` wants otherwise than by default; its region is `us-east-1`.
    /// - Throws: `ModelError` where the client's model is not what a generator wrote.
    public init(_ service: Service.Type, _ configure: (inout Config) -> Void = { _ in }) throws {
        let stubber = Stubber(try service.model.model())
        var config = Config()
        config.region = "us-east-1"
        configure(&config)
        config.hooks.append(stubber)
        asStubber = stubber
        client = Service(Session(config, host: .scripted()))
    }

    /// Lays down what a call is answered with, after all that was laid down before.
    ///
    /// - Parameters:
    ///   - request: the call: `.getObject(bucket: "b", key: "k")`.
    ///   - match: what has to be the same; operation and input by default.
    ///   - metadata: what is to be said of the response; status 200 alone by default.
    ///   - fill: sets members of the output, of which none is set by default.
    public func answer<Output>(
        _ request: TypedRequest<Service, Output>, matching match: Match = .input,
        metadata: ResponseMetadata = ResponseMetadata(status: 200), _ fill: (inout Typed<Output>) -> Void = { _ in }
    ) {
        let output = Typed<Output>(fill).asValue
        asStubber.add(request.operation, expected(request, match), .success(.init(output, metadata: metadata)))
    }

    /// Lays down that a call is refused with one of the service's errors, after all that was laid down before.
    ///
    /// - Parameters:
    ///   - request: the call.
    ///   - error: the error: `.noSuchKey(ErrorInfo(message: "gone"))`. It is thrown as the error of this operation.
    ///   - match: what has to be the same; operation and input by default.
    public func refuse<Output>(
        _ request: TypedRequest<Service, Output>, with error: Service.Error, matching match: Match = .input
    ) {
        var error = error.asServiceError
        error.operation = request.operation
        asStubber.add(request.operation, expected(request, match), .failure(error))
    }

    /// Lays down that a call is refused with a code, which the model need not know: `AccessDenied`.
    ///
    /// - Parameters:
    ///   - request: the call.
    ///   - code: the service's code.
    ///   - message: the service's words.
    ///   - status: the HTTP status.
    ///   - match: what has to be the same; operation and input by default.
    /// - Throws: ``StubError`` with code ``StubError/Code/impossibleAnswer`` where the error's model cannot be read.
    public func refuse<Output>(
        _ request: TypedRequest<Service, Output>, code: String, message: String = "", status: Int = 400,
        matching match: Match = .input
    ) throws(StubError) {
        try asStubber.refuse(
            request.operation, code: code, message: message, status: status, expecting: expected(request, match))
    }

    /// The calls that were answered or refused, in order; their inputs have types by ``StubbedCall/input(as:)``.
    public var calls: [StubbedCall] { asStubber.calls }

    /// Checks that every answer was fetched.
    ///
    /// - Throws: ``StubError`` with code ``StubError/Code/leftOver``.
    public func checkNothingIsLeft() throws(StubError) { try asStubber.checkNothingIsLeft() }

    private func expected<Output>(_ request: TypedRequest<Service, Output>, _ match: Match) -> ExpectedInput {
        switch match {
        case .input: .map(request.asValue.asDictionary.mapValues(ExpectedInput.value))
        case .operation: .any
        }
    }
}
