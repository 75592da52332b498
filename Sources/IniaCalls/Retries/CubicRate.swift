internal import Glibc

/// The rate to send at after throttling: CUBIC (RFC 9438), as the AWS SDKs' adaptive mode uses it.
///
/// A throttled response cuts the rate to 0.7 of what it was. Afterwards it climbs quickly back towards that mark,
/// lingers there, and then climbs beyond it. Times are in seconds from any fixed point.
struct CubicRate: Sendable, Equatable {
    private static let beta = 0.7
    private static let scale = 0.4

    private var lastMaximum = 0.0
    private var lastThrottle: Double

    init(at time: Double) { lastThrottle = time }

    /// The rate after a response that was not throttled, in requests per second.
    func rateAfterSuccess(at time: Double) -> Double {
        let plateau = pow(lastMaximum * (1 - Self.beta) / Self.scale, 1 / 3.0)
        return Self.scale * pow(time - lastThrottle - plateau, 3) + lastMaximum
    }

    /// The rate after a throttled response, given the rate until then.
    mutating func rateAfterThrottle(from rate: Double, at time: Double) -> Double {
        lastMaximum = rate
        lastThrottle = time
        return rate * Self.beta
    }
}
