internal import IniaCalls
internal import IniaModels
public import IniaShapes

extension Client {
    /// The pages of an operation; nothing is sent before the first is asked for.
    ///
    /// An operation that has no pages is told when they are asked for: ``IniaCalls/CallError`` with code `pagination`.
    ///
    /// - Parameters:
    ///   - operation: the operation's name as the model spells it: `ListObjectsV2`.
    ///   - input: its members by name.
    public nonisolated func paginator(_ operation: String, _ input: Value = [:]) -> Paginator {
        let name = service.operationName(spelled: operation)
        return Paginator(
            PageSource(
                plan: { [service] in try service.paginationPlan(name) },
                call: { [self] input in
                    try await call(name, input) { $0.features.insert(UserAgentFeature.paginator) }
                },
                input: input))
    }
}

extension ServiceModel {
    /// How the pages of an operation follow one another.
    func paginationPlan(_ operation: String) throws(CallError) -> PaginationPlan {
        let model: PaginatorModel
        var limit: Shape.Kind?
        do {
            model = try paginator(operation)
            if let key = model.limitKey {
                limit = try self.operation(operation).input?.shape.members?[key]?.shape.kind
            }
        } catch {
            throw .pagination(error.description, cause: error)
        }
        return try PaginationPlan(model, isLimitText: limit == .string)
    }
}
