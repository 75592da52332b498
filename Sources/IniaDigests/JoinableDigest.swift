/// A checksum whose value for two parts that follow each other comes from the values of each.
protocol JoinableDigest: IncrementalDigest {
    /// Takes in so many bytes by their checksum, as if they came next.
    mutating func join(_ next: Self, count: UInt64)
}
