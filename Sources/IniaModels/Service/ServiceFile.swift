/// The files of one version of a service in the tree of models, by their names there.
public enum ServiceFile: String, Sendable, Hashable, CaseIterable {
    /// Metadata, operations, shapes and the codes of errors.
    case service
    /// How operations are paged.
    case paginators
    /// What can be waited for.
    case waiters
    /// The endpoint rules.
    case rules
    /// What boto3 knows as resources.
    case resources
}
