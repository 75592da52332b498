public import IniaShapes
internal import IniaText

extension ServiceModel {
    /// The names of the operations that can be paged, sorted.
    public var paginatorNames: [String] {
        get throws(ModelError) { try files.lines(.paginators)?.names(of: "paginator") ?? [] }
    }

    /// How an operation is paged.
    ///
    /// - Throws: ``ModelError`` with ``ModelError/Code/unknownPaginator`` for an operation that is not, or
    ///   ``ModelError/Code/malformed``.
    public func paginator(_ operation: String) throws(ModelError) -> PaginatorModel {
        let read = try files.lines(.paginators)?.read("paginator", operation) { reader throws(FormatError) in
            try PaginatorModel(reading: &reader)
        }
        guard let paginator = read ?? nil else {
            throw ModelError(
                .unknownPaginator, "\(name) has no paginator \(operation)",
                suggestions: nearest(to: operation, among: try paginatorNames))
        }
        return paginator
    }

    /// The names of the waiters, sorted, as the model spells them: `BucketExists`.
    public var waiterNames: [String] {
        get throws(ModelError) { try files.lines(.waiters)?.names(of: "waiter") ?? [] }
    }

    /// The waiter of a name.
    ///
    /// - Throws: ``ModelError`` with ``ModelError/Code/unknownWaiter`` or ``ModelError/Code/malformed``.
    public func waiter(_ waiter: String) throws(ModelError) -> WaiterModel {
        let read = try files.lines(.waiters)?.read("waiter", waiter) { reader throws(FormatError) in
            try WaiterModel(reading: &reader)
        }
        guard let model = read ?? nil else {
            throw ModelError(
                .unknownWaiter, "\(name) has no waiter \(waiter)",
                suggestions: nearest(to: waiter, among: try waiterNames))
        }
        return model
    }

    /// The endpoint rules, or nil where the service has none.
    public var rules: EndpointRules? {
        get throws(ModelError) { try files.lines(.rules).map { EndpointRules(lines: $0) } }
    }

    /// What boto3 knows as resources: a line `service` of the service's name and a line `resource` for each; nil
    /// where it has none.
    public var resources: ModelLines? {
        get throws(ModelError) { try files.lines(.resources) }
    }

    /// The lines of one of the service's files as they are, or nil where it has no such file.
    public func lines(of file: ServiceFile) throws(ModelError) -> ModelLines? { try files.lines(file) }
}
