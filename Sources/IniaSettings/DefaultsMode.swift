public import IniaHost
public import IniaPrimitives

/// A set of defaults that AWS made for a kind of program.
public struct DefaultsMode: Sendable, Hashable {
    /// The name: `in-region`.
    public let name: String
    /// How calls are tried again.
    public let retryMode: String
    /// Whether STS is called in the region or at its old global endpoint.
    public let stsRegionalEndpoints: String
    /// Whether S3 is called in us-east-1 or at its old global endpoint.
    public let s3USEast1RegionalEndpoints: String
    /// How long opening a connection may take.
    public let connectTimeout: Duration
}

/// The defaults modes that AWS publishes (`sdk-default-configuration.json`).
public struct DefaultsModes: Sendable {
    private let base: Document
    private let modes: Document

    /// Creates the modes from the object with `base` and `modes`.
    public init(_ document: Document) {
        base = document["base"] ?? .map([])
        modes = document["modes"] ?? .map([])
    }

    /// The names of the modes, in order.
    public var names: [String] { modes.asEntries.map(\.key) }

    /// The defaults of a mode, or nil for `legacy`, `auto` and unknown names, which have none of their own.
    public subscript(name: String) -> DefaultsMode? {
        guard let changes = modes[name] else { return nil }
        let text = { (key: String) in changes[key]?["override"]?.asString ?? base[key]?.asString ?? "" }
        return DefaultsMode(
            name: name, retryMode: text("retryMode"), stsRegionalEndpoints: text("stsRegionalEndpoints"),
            s3USEast1RegionalEndpoints: text("s3UsEast1RegionalEndpoints"),
            connectTimeout: .milliseconds(
                Int64(exactly: Self.number(base["connectTimeoutInMillis"], changes["connectTimeoutInMillis"]).rounded())
                    ?? 0))
    }

    /// The mode that `auto` stands for: by whether the program runs in the region that it calls.
    ///
    /// - Parameters:
    ///   - region: the region that is called.
    ///   - instanceRegion: asks the instance metadata service for the machine's region; nil where it does not say.
    public static func automatic(
        for region: String?, in environment: Environment, instanceRegion: () async -> String?
    ) async -> String {
        var own: String?
        if environment["AWS_EXECUTION_ENV"] != nil {
            own = environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"]
        }
        if own == nil, environment["AWS_EC2_METADATA_DISABLED"]?.lowercased() != "true" { own = await instanceRegion() }
        guard let own else { return "standard" }
        return own == region ? "in-region" : "cross-region"
    }

    /// A number of the base with a mode's change made to it.
    private static func number(_ base: Document?, _ change: Document?) -> Double {
        let value = base?.asFloat ?? 0
        if let override = change?["override"]?.asFloat { return override }
        if let factor = change?["multiply"]?.asFloat { return value * factor }
        if let summand = change?["add"]?.asFloat { return value + summand }
        return value
    }
}
