public import Inia
internal import IniaProtocols
internal import Synchronization

/// Answers the calls of a service's clients with what was laid down for them, in order, and sends nothing.
///
/// A stubber is a hook: `session.client("s3") { $0.hooks.append(stubs) }`. Inputs are checked as ever; endpoints and
/// credentials are not looked for. Presigning is not answered: it sends nothing anyway. For generated clients there is
/// ``TypedStubber``.
public final class Stubber: Hook {
    private struct Stub: Sendable {
        let operation: String
        let expected: ExpectedInput
        let outcome: Result<Output, any Error>
    }

    private struct State: Sendable {
        var stubs: [Stub] = []
        var calls: [StubbedCall] = []
        var isActive = true
    }

    private let service: ServiceModel
    private let state = Mutex(State())

    /// Creates a stubber for clients of a service.
    public init(_ service: ServiceModel) { self.service = service }

    /// Creates a stubber for clients of a service by its name: `s3`.
    ///
    /// - Throws: `ModelError` with code `unknownService`.
    public convenience init(_ service: String, of session: Session) throws {
        self.init(try session.models.service(service))
    }

    /// Lays down what a call is answered with, after all that was laid down before.
    ///
    /// - Parameters:
    ///   - operation: the operation's name: `GetObject`.
    ///   - output: members of its output, which have to fit its model.
    ///   - metadata: what is to be said of the response; status 200 alone by default.
    ///   - input: what the call has to say, as the caller gives it: default values and tokens take no part.
    /// - Throws: ``StubError`` with code ``StubError/Code/impossibleAnswer``.
    public func answer(
        _ operation: String, with output: Value = [:], metadata: ResponseMetadata = ResponseMetadata(status: 200),
        expecting input: ExpectedInput = .any
    ) throws(StubError) {
        let known = try model(of: operation)
        let value = try bound(
            output, { () throws(ModelError) in try known.output?.shape }, "the output of \(known.name)")
        add(known.name, input, .success(Output(value, metadata: metadata)))
    }

    /// Lays down that a call is refused, after all that was laid down before.
    ///
    /// - Parameters:
    ///   - operation: the operation's name: `GetObject`.
    ///   - code: the service's code; one that the model knows makes `fields` an error of its shape.
    ///   - message: the service's words.
    ///   - status: the HTTP status.
    ///   - fields: the error's own members, which have to fit its model.
    ///   - details: what else stands in the service's `Error` element.
    ///   - input: what the call has to say, as the caller gives it.
    /// - Throws: ``StubError`` with code ``StubError/Code/impossibleAnswer``.
    public func refuse(
        _ operation: String, code: String, message: String = "", status: Int = 400, fields: Value = [:],
        details: [MapEntry] = [], expecting input: ExpectedInput = .any
    ) throws(StubError) {
        let known = try model(of: operation)
        let shape: Shape?
        do { shape = try service.errorShape(code: code) } catch {
            throw StubError(.impossibleAnswer, "the model of \(code) cannot be read", cause: error)
        }
        let value = try bound(fields, { () throws(ModelError) in shape }, "the error \(code)")
        let error = ServiceError(
            code: code, message: message, operation: known.name, shape: shape?.name, fields: value, details: details,
            metadata: ResponseMetadata(status: status))
        add(known.name, input, .failure(error))
    }

    /// Answers calls; so it is from the beginning.
    public func activate() { state.withLock { $0.isActive = true } }

    /// Leaves calls to the service until ``activate()``; what was laid down stays.
    public func deactivate() { state.withLock { $0.isActive = false } }

    /// Checks that every answer was fetched.
    ///
    /// - Throws: ``StubError`` with code ``StubError/Code/leftOver``.
    public func checkNothingIsLeft() throws(StubError) {
        let left = state.withLock { $0.stubs.map(\.operation) }
        guard !left.isEmpty else { return }
        throw StubError(.leftOver, "\(left.count) answers were not fetched: \(left.joined(separator: ", "))")
    }

    /// The calls that were answered or refused, in order.
    public var calls: [StubbedCall] { state.withLock { $0.calls } }

    /// Whether calls are answered.
    public var isActive: Bool { state.withLock { $0.isActive } }

    /// True.
    public var settlesCalls: Bool { true }

    /// Gives the answer that is next, which has to be one for this call.
    public func settle(_ input: Value, of operation: OperationIdentity) throws -> Result<Output, any Error>? {
        try state.withLock { state in
            guard let next = state.stubs.first else {
                throw StubError(.noAnswer, "\(operation.operation) was called, and nothing is laid down for it")
            }
            guard next.operation == operation.operation else {
                throw StubError(
                    .otherOperation, "\(operation.operation) was called, and the next answer is for \(next.operation)")
            }
            let differences = next.expected.differences(from: input)
            guard differences.isEmpty else {
                throw StubError(
                    .otherInput,
                    "\(operation.operation) was called with another input: \(differences.joined(separator: ", "))")
            }
            state.stubs.removeFirst()
            state.calls.append(StubbedCall(operation: next.operation, input: input))
            return next.outcome
        }
    }

    /// Lays down the outcome of a call, which fits its operation.
    func add(_ operation: String, _ expected: ExpectedInput, _ outcome: Result<Output, any Error>) {
        state.withLock { $0.stubs.append(Stub(operation: operation, expected: expected, outcome: outcome)) }
    }

    private func model(of name: String) throws(StubError) -> Operation {
        do { return try service.operation(service.operationName(spelled: name)) } catch {
            throw StubError(.impossibleAnswer, "there is no operation \(name)", cause: error)
        }
    }

    /// Members as a structure of their shape, in the form in which the service's answer would be parsed.
    private func bound(
        _ members: Value, _ shape: () throws(ModelError) -> Shape?, _ what: String
    ) throws(StubError) -> Value {
        do {
            guard let shape = try shape() else {
                guard members.asEntries.isEmpty else {
                    throw StubError(.impossibleAnswer, "\(what) has no members")
                }
                return .map([])
            }
            return .structure(try Structure(binding: members, to: shape))
        } catch let error as StubError {
            throw error
        } catch {
            throw StubError(.impossibleAnswer, "\(what) is not what its model says: \(error)", cause: error)
        }
    }
}
