internal import IniaEndpoints
internal import IniaHost
internal import IniaModels
internal import IniaShapes
internal import Synchronization

/// The operations of a service as they are called, each looked up and fitted with its quirks once.
final class OperationPlans: Sendable {
    /// An operation with what is peculiar to it.
    final class Plan: Sendable {
        let operation: Operation
        let identity: OperationIdentity
        let quirks: QuirkPlan
        /// The members of the input that the endpoint rules are told of.
        let contextMembers: [ContextMember]
        /// How responses may be verified, where the call asks for it.
        let verification: ResponseVerification?

        init(
            _ operation: Operation, _ identity: OperationIdentity, _ quirks: QuirkPlan,
            contextMembers: [ContextMember]
        ) {
            self.operation = operation
            self.identity = identity
            self.quirks = quirks
            self.contextMembers = contextMembers
            verification = operation.traits.checksum.flatMap(ResponseVerification.init)
        }
    }

    private let service: ServiceModel
    private let rules: RuleSet?
    private let environment: Environment
    private let known = Mutex<[String: Plan]>([:])

    init(_ service: ServiceModel, _ rules: RuleSet?, _ environment: Environment) {
        self.service = service
        self.rules = rules
        self.environment = environment
    }

    /// The plan of an operation by its name in the model.
    ///
    /// - Throws: ``CallError`` with code `unknownOperation`, or `configuration` where the model cannot be read.
    func plan(_ name: String) throws(CallError) -> Plan {
        if let plan = known.withLock({ $0[name] }) { return plan }
        let operation: Operation
        do {
            operation = try service.operation(name)
        } catch {
            let code: CallError.Code = error.code == .unknownOperation ? .unknownOperation : .configuration
            throw CallError(code, during: .prepare, error.description, cause: error)
        }
        let identity = OperationIdentity(
            service: service.traits.hyphenatedID, operation: name, serviceID: service.traits.serviceID)
        let (fitted, quirks) = QuirkPlan.plan(operation, as: identity, in: environment)
        let plan = Plan(
            fitted, identity, quirks, contextMembers: try ContextMember.members(of: fitted, for: rules))
        known.withLock { $0[name] = plan }
        return plan
    }
}
