public import IniaShapes

extension Structure {
    /// Makes an operation's input of what a caller gave, in the caller's order, and checks it as botocore does:
    /// types, required and unknown members, unions and least lengths and values, all problems at once.
    ///
    /// Texts and numbers become timestamps where the model has such, and texts become blobs.
    ///
    /// - Parameters:
    ///   - input: a map of members, or a structure.
    ///   - shape: the input's shape; of kind `structure`.
    ///   - isValidated: whether values are checked. If not, wrong ones are sent as they are, but a member that the
    ///     model does not know is refused all the same: it has no name on the wire.
    ///   - repeatsSecrets: whether what is said of a wrong value repeats it even where the model calls it, or what
    ///     it may hold, sensitive, as botocore does (default false). It is for tools that compare messages.
    ///   - idempotencyToken: gives a fresh token for each member that the model wants one in and the caller left out.
    /// - Throws: ``ProtocolError`` with code `invalidInput`, whose cause is a ``ValidationError``, or `model`.
    public init(
        binding input: Value, to shape: Shape, isValidated: Bool = true, repeatsSecrets: Bool = false,
        idempotencyToken: (() -> String)? = nil
    ) throws(ProtocolError) {
        var binder = InputBinder(isValidated: isValidated, repeatsSecrets: repeatsSecrets)
        let bound: Value
        do {
            bound = try binder.bind(input.withTokens(for: shape, from: idempotencyToken), to: shape, isTopLevel: true)
        } catch {
            throw ProtocolError(error)
        }
        guard binder.problems.isEmpty, case .structure(let structure) = bound else {
            throw ProtocolError(ValidationError(binder.problems))
        }
        self = structure
    }
}

extension Value {
    /// The input with a token in each member that wants one and is not there.
    fileprivate func withTokens(for shape: Shape, from token: (() -> String)?) throws(ModelError) -> Value {
        guard let token, let members = shape.members else { return self }
        var missing: [MapEntry] = []
        for member in members where try member.shape.traits.contains(.idempotencyToken) {
            if !asEntries.contains(where: { $0.key == member.name }) {
                missing.append(MapEntry(key: member.name, value: .string(token())))
            }
        }
        guard !missing.isEmpty else { return self }
        switch self {
        case .map, .structure: return .map(asEntries + missing)
        default: return self
        }
    }
}

extension ProtocolError {
    init(_ error: ValidationError) {
        self.init(.invalidInput, error.description, cause: error)
    }

    init(_ error: ModelError) {
        self.init(.model, error.description, cause: error)
    }
}
