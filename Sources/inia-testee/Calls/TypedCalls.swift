import Inia

/// Calls through generated clients, by which dynamic ones are replaced where there are any: `scripts/typed-testee` builds
/// a testee with another file in this one's place. Names are `service/operation` and `service/shape`.
enum TypedCalls {
    /// What the clients bring with them, in place of models in files.
    static let services: [EmbeddedService] = []
    /// Calls that take their input apart by getters and put it together by parameters and setters.
    static let calls: [String: @Sendable (Client, Value) async throws -> Value] = [:]
    /// Inputs that are put together as requests, for presigning and paging.
    static let requests: [String: @Sendable (Value) throws -> Value] = [:]
    /// Structures that are taken apart and put together again.
    static let shapes: [String: @Sendable (Value) throws -> Value] = [:]
}
