internal import IniaPrimitives

/// How urgently something that expires should be fetched again.
enum Freshness: Equatable {
    /// It is good for a while.
    case fresh
    /// It expires within 15 minutes: whoever comes first fetches, the others use what is there.
    case advisory
    /// It expires within 10 minutes, has expired or was never there: everybody waits.
    case mandatory

    /// How urgent it is at a time; what never expires is always fresh.
    init(until expiration: Timestamp?, at now: Timestamp) {
        guard let expiration else {
            self = .fresh
            return
        }
        let remaining = now.duration(to: expiration)
        self = remaining >= .seconds(15 * 60) ? .fresh : remaining >= .seconds(10 * 60) ? .advisory : .mandatory
    }
}
