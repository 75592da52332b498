public import IniaPrimitives

/// What the legacy mode retries for one service, from AWS's published retry data.
public struct LegacyRetryRules: Sendable, Hashable {
    /// What may be seen of an attempt that failed.
    public enum Condition: Sendable, Hashable {
        /// The response has this status.
        case status(Int)
        /// The response has this status and this error code.
        case error(status: Int, code: String)
        /// The body's CRC-32 is not the one in this header.
        case corruptBody(header: String)
        /// The network failed.
        case connection
    }

    /// The most attempts, the first included.
    public var maxAttempts = 5
    /// The pause after the first attempt in seconds, or nil for a random part of a second.
    public var base: Double?
    /// By how much each pause is longer than the one before.
    public var growth = 2.0
    /// Any one of which is enough.
    public var conditions: [Condition] = []

    /// Reads the rules for a service: the defaults, and what the data has for its endpoint prefix merged over them.
    ///
    /// - Parameter data: botocore's `_retry.json`.
    public init(_ data: Document, endpointPrefix: String) {
        let definitions = data["definitions"] ?? .null
        let rules = data["retry"]?["__default__"] ?? .null
        let own = data["retry"]?[endpointPrefix]?["__default__"] ?? .null
        let merged = rules.resolved(in: definitions).merged(with: own.resolved(in: definitions))
        if let count = merged["max_attempts"]?.asInteger { maxAttempts = Int(clamping: count) }
        base = merged["delay"]?["base"]?.asFloat
        if let factor = merged["delay"]?["growth_factor"]?.asFloat { growth = factor }
        conditions = (merged["policies"]?.asEntries ?? []).compactMap { Condition($0.value["applies_when"] ?? .null) }
    }

    /// Whether any condition fits an attempt.
    func apply(to attempt: Attempt) -> Bool { conditions.contains { $0.fits(attempt) } }
}

extension LegacyRetryRules.Condition {
    fileprivate init?(_ document: Document) {
        guard let response = document["response"] else {
            guard document["socket_errors"] != nil else { return nil }
            self = .connection
            return
        }
        let status = response["http_status_code"]?.asInteger.flatMap { Int(exactly: $0) }
        switch (response["service_error_code"]?.asString, status, response["crc32body"]?.asString) {
        case (let code?, let status?, _): self = .error(status: status, code: code)
        case (nil, let status?, _): self = .status(status)
        case (nil, nil, let header?): self = .corruptBody(header: header)
        default: return nil
        }
    }

    fileprivate func fits(_ attempt: Attempt) -> Bool {
        switch self {
        case .status(let status): attempt.status == status
        case .error(let status, let code): attempt.status == status && attempt.errorCode == code
        case .corruptBody: attempt.hasCorruptBody
        case .connection: attempt.isTransient
        }
    }
}

extension Document {
    /// This tree with each `{"$ref": name}` replaced by the definition of that name.
    fileprivate func resolved(in definitions: Document) -> Document {
        guard case .map(let entries) = self else { return self }
        if entries.count == 1, entries[0].key == "$ref", let name = entries[0].value.asString {
            return definitions[name] ?? .null
        }
        return .map(entries.map { Entry(key: $0.key, value: $0.value.resolved(in: definitions)) })
    }

    /// This tree with another laid over it, map by map.
    fileprivate func merged(with other: Document) -> Document {
        guard case .map(var entries) = self, case .map(let others) = other else { return other == .null ? self : other }
        for entry in others {
            if let index = entries.firstIndex(where: { $0.key == entry.key }) {
                entries[index].value = entries[index].value.merged(with: entry.value)
            } else {
                entries.append(entry)
            }
        }
        return .map(entries)
    }
}
