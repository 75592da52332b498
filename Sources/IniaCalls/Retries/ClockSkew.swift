internal import IniaFormats
internal import IniaHTTP
internal import IniaPrimitives

/// Finds out from a refusal that this machine's clock is wrong, and by how much.
public enum ClockSkew {
    /// Codes that say so.
    private static let certain: Set<String> = ["RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture"]
    /// Codes that may have that reason, where the clocks differ enough.
    private static let possible: Set<String> = [
        "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure",
    ]
    /// How far apart clocks must be for a signature to suffer: services allow five minutes.
    private static let tolerance = Duration.seconds(240)

    /// How much has to be added to the clock to agree with the service, where a refusal was due to the difference.
    ///
    /// - Parameter attempt: an attempt whose ``Attempt/now`` is by the clock that its request was signed with, past
    ///   corrections included. So a clock that was set right is not corrected a second time.
    public static func correction(after attempt: Attempt) -> Duration? {
        guard let code = attempt.errorCode, certain.contains(code) || possible.contains(code),
            let date = attempt.headers["Date"], let theirs = try? Dates.parse(date)
        else { return nil }
        let difference = attempt.now.duration(to: theirs)
        let magnitude = difference < .zero ? .zero - difference : difference
        let threshold = certain.contains(code) ? Duration.seconds(1) : tolerance
        return magnitude > threshold ? difference : nil
    }
}
