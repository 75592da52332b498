/// Decides when to try which of a host's addresses (Happy Eyeballs, RFC 8305): a new one whenever the last one tried
/// has not answered for a while or has failed, until one is reached.
public struct ConnectionRace: Sendable {
    private let count: Int
    private let delay: Int64
    private var tried = 0
    private var failures = 0
    /// When the next address is due, unless something fails before that; nil where all have been tried.
    public private(set) var nextAttempt: Int64?

    /// Prepares to try addresses in their order.
    ///
    /// - Parameters:
    ///   - count: how many addresses there are.
    ///   - delay: how long one is given before the next is tried as well; RFC 8305 recommends 250 ms.
    public init(count: Int, delay: Int64) {
        self.count = count
        self.delay = delay
    }

    /// Whether every address has failed.
    public var isLost: Bool { failures == count }

    /// The position of the address to try now, or nil where none is due.
    public mutating func attempt(now: Int64) -> Int? {
        guard tried < count, nextAttempt.map({ now >= $0 }) ?? true else { return nil }
        tried += 1
        nextAttempt = tried < count ? now.addingReportingOverflow(delay).partialValue : nil
        return tried - 1
    }

    /// An address failed: the next one is due at once.
    public mutating func failed(now: Int64) {
        failures += 1
        if nextAttempt != nil { nextAttempt = now }
    }

    /// Addresses in turn of one family and the other, beginning with the first one's (RFC 8305 section 4).
    public static func interleaved<Address>(_ addresses: [Address], isIPv6: (Address) -> Bool) -> [Address] {
        guard let first = addresses.first else { return [] }
        let preferred = isIPv6(first)
        var some = addresses.filter { isIPv6($0) == preferred }[...]
        var others = addresses.filter { isIPv6($0) != preferred }[...]
        var result: [Address] = []
        while !some.isEmpty || !others.isEmpty {
            if let next = some.popFirst() { result.append(next) }
            if let next = others.popFirst() { result.append(next) }
        }
        return result
    }
}
