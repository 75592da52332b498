public import IniaPrimitives

/// The partitions that AWS's regions belong to, and what is said of each: its DNS suffixes and what it supports.
public final class Partitions: Sendable {
    /// Creates the partitions from the object that AWS publishes as `partitions.json`.
    ///
    /// - Throws: ``EndpointError`` with ``EndpointError/Code/malformedRules``.
    public init(_ document: Document) throws(EndpointError) {
        partitions = []
    }
    let partitions: [Int]
}
