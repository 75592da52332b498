/// Randomness that is none: each draw gives what was laid down.
public struct ScriptedEntropy: Entropy {
    private let number: Double
    private let text: String

    /// Creates a source whose every number and every UUID is the given one.
    public init(uniform: Double = 0.5, uuid: String = "00000000-0000-4000-8000-000000000000") {
        number = uniform
        text = uuid
    }

    /// The number that was laid down.
    public func uniform() -> Double { number }

    /// The UUID that was laid down.
    public func uuid() -> String { text }

    /// The bytes 0, 1, 2 and so on.
    public func bytes(_ count: Int) -> [UInt8] { (0..<max(count, 0)).map { UInt8(truncatingIfNeeded: $0) } }
}
