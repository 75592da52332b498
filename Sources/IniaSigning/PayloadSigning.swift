/// What decides whether a request's signature covers its body.
///
/// The rules are those of botocore: hashing a body costs more than encrypting it, so where TLS and a checksum protect
/// it already, S3's streams go unsigned.
public struct PayloadSigning: Hashable, Sendable {
    /// What the signature has to say of the body.
    public enum Decision: Hashable, Sendable {
        /// The SHA-256 of the body, which somebody has to compute.
        case hash
        /// ``PayloadHash/unsigned``.
        case unsigned
        /// ``PayloadHash/unsignedTrailer``.
        case unsignedTrailer
    }

    /// Whether the request goes over TLS.
    public var isSecure: Bool
    /// Whether the body's checksum follows it in a trailer.
    public var hasTrailer = false
    /// Whether the operation's model leaves the body unsigned.
    public var isUnsignedByModel = false

    /// Whether the rules of S3 hold.
    public var isS3 = false
    /// What the caller's configuration says for S3, if anything.
    public var explicit: Bool?
    /// Whether a checksum of the body stands in the headers: that of the request's algorithm, or else `Content-MD5`.
    public var hasChecksumHeader = false
    /// Whether the operation's body is a stream.
    public var isStream = false

    /// Creates a question about a request that is not S3's.
    public init(isSecure: Bool) { self.isSecure = isSecure }

    /// What the signature has to say of the body.
    public var decision: Decision {
        if hasTrailer { return .unsignedTrailer }
        if isS3 {
            if let explicit { return explicit ? .hash : .unsigned }
            guard isSecure, hasChecksumHeader else { return .hash }
            if isStream { return .unsigned }
        }
        return isUnsignedByModel ? .unsigned : .hash
    }
}
