internal import IniaHTTP
internal import IniaHost
internal import IniaShapes

/// One peculiarity of one service that its model does not tell: a named function, and where in a call it has its say.
struct Quirk: Sendable {
    /// The phases of a call in which a quirk can have its say, with what it sees and may change there.
    enum Effect: Sendable {
        /// On what the model says of the operation, before the first call of it.
        case model(@Sendable (Operation) -> Operation)
        /// On the input, before it is checked.
        case input(@Sendable (inout Value, Circumstances) throws(CallError) -> Void)
        /// On what the endpoint rules are told of the client, by the names of their built-in parameters.
        case endpoint(@Sendable (inout BuiltIns, EndpointQuestion) -> Void)
        /// On the signature version, where none was given in code.
        case signature(@Sendable (SignatureQuestion) -> String?)
        /// On whose fault it is that the endpoint rules refuse a call, by their words.
        case refusal(@Sendable (String) -> CallError.Code?)
        /// On the request before it is compressed, hashed and signed, once for a call; not when presigning.
        case request(@Sendable (inout Addressed, Pipeline) async throws -> Void)
        /// On the request of each attempt before it is signed; not when presigning.
        case attempt(@Sendable (inout HTTPRequest) -> Void)
        /// On the request that is about to be presigned.
        case presign(@Sendable (inout HTTPRequest) -> Void)
        /// On the response before it is parsed.
        case answer(@Sendable (inout Answer, Operation) -> Void)
        /// On a response that could not be parsed, which is then parsed once more if its status has changed.
        case unreadable(@Sendable (inout Answer, Operation) -> Void)
        /// On the output of a call that succeeded.
        case output(@Sendable (inout Value, Outcome) -> Void)
        /// On the service's error.
        case failure(@Sendable (inout ServiceError) -> Void)
        /// On where a refused request is to go instead, once for a call.
        case redirect(@Sendable (ServiceError, inout Addressed, Pipeline) async throws -> Bool)
    }

    /// The service's id in lower case with hyphens, or `*` for every service.
    let service: String
    /// The operations' names; empty for all of the service's.
    let operations: Set<String>
    let effect: Effect
    /// What has to hold of the operation and of where the program runs beside: a call takes no quirk with it that
    /// would do nothing.
    private let condition: @Sendable (Operation, Environment) -> Bool

    init(_ service: String, _ operations: Set<String>, _ effect: Effect) {
        self.service = service
        self.operations = operations
        self.effect = effect
        condition = { _, _ in true }
    }

    init(
        _ service: String, _ effect: Effect,
        where condition: @escaping @Sendable (Operation, Environment) -> Bool = { _, _ in true }
    ) {
        self.service = service
        operations = []
        self.effect = effect
        self.condition = condition
    }

    func applies(to operation: Operation, as identity: OperationIdentity, in environment: Environment) -> Bool {
        (service == "*" || service == identity.service)
            && (operations.isEmpty || operations.contains(identity.operation)) && condition(operation, environment)
    }
}

/// What an input quirk is told of the call beside its input.
struct Circumstances: Sendable {
    let operation: Operation
    let terms: Terms
    let entropy: any Entropy
    let purpose: Call.Purpose

    var options: ClientOptions { terms.options }
}

/// What an output quirk is told of the call beside its output.
struct Outcome: Sendable {
    let operation: Operation
    /// The input as the caller gave it, before any quirk.
    let given: Value
    let answer: Answer
}

/// The quirks of one operation, by phase; found once for each operation of a client.
struct QuirkPlan: Sendable {
    var input: [@Sendable (inout Value, Circumstances) throws(CallError) -> Void] = []
    var endpoint: [@Sendable (inout BuiltIns, EndpointQuestion) -> Void] = []
    var signature: [@Sendable (SignatureQuestion) -> String?] = []
    var request: [@Sendable (inout Addressed, Pipeline) async throws -> Void] = []
    var attempt: [@Sendable (inout HTTPRequest) -> Void] = []
    var presign: [@Sendable (inout HTTPRequest) -> Void] = []
    var answer: [@Sendable (inout Answer, Operation) -> Void] = []
    var unreadable: [@Sendable (inout Answer, Operation) -> Void] = []
    var output: [@Sendable (inout Value, Outcome) -> Void] = []
    var failure: [@Sendable (inout ServiceError) -> Void] = []
    var refusal: [@Sendable (String) -> CallError.Code?] = []
    var redirect: [@Sendable (ServiceError, inout Addressed, Pipeline) async throws -> Bool] = []

    /// Gathers an operation's quirks from the table, and gives the operation as they want it.
    static func plan(
        _ operation: Operation, as identity: OperationIdentity, in environment: Environment
    ) -> (Operation, QuirkPlan) {
        var operation = operation
        var plan = QuirkPlan()
        for quirk in Quirk.all where quirk.applies(to: operation, as: identity, in: environment) {
            switch quirk.effect {
            case .model(let change): operation = change(operation)
            case .input(let change): plan.input.append(change)
            case .endpoint(let change): plan.endpoint.append(change)
            case .signature(let choose): plan.signature.append(choose)
            case .request(let change): plan.request.append(change)
            case .attempt(let change): plan.attempt.append(change)
            case .presign(let change): plan.presign.append(change)
            case .answer(let change): plan.answer.append(change)
            case .unreadable(let change): plan.unreadable.append(change)
            case .output(let change): plan.output.append(change)
            case .failure(let change): plan.failure.append(change)
            case .refusal(let judge): plan.refusal.append(judge)
            case .redirect(let change): plan.redirect.append(change)
            }
        }
        return (operation, plan)
    }
}
