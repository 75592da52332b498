public import IniaShapes

/// Speaks a service's wire protocol: input to request, response to output or error.
///
/// A codec is pure. It knows no host, no clock and no credentials, and it reads no body but one that is handed to it.
public struct ProtocolCodec: Sendable {
    /// Finds the error shape of a code on the wire, if the service's model has one.
    public typealias ErrorShapes = @Sendable (_ code: String) throws(ModelError) -> Shape?

    /// The protocol that is spoken.
    public let wireProtocol: ServiceTraits.WireProtocol
    /// Whether the protocol binds members to parts of the request and the response, and has operations at paths.
    public var isREST: Bool { wireProtocol == .restJSON || wireProtocol == .restXML }
    let service: ServiceTraits
    let options: CodecOptions
    let errorShapes: ErrorShapes
    /// What stands before the operation's name in the header of a JSON request, and the type of its body.
    let jsonTarget: String
    let jsonType: String

    /// Creates the codec of a service.
    ///
    /// - Parameters:
    ///   - wireProtocol: one of the service's protocols, in place of the one that ``ServiceTraits/preferredProtocol``
    ///     chooses.
    ///   - errorShapes: finds error shapes, service-wide, by their codes.
    /// - Throws: `ModelError` with code `unknownProtocol` where the service speaks none that is known here.
    public init(
        for service: ServiceTraits, speaking wireProtocol: ServiceTraits.WireProtocol? = nil,
        options: CodecOptions = CodecOptions(), errorShapes: @escaping ErrorShapes = { _ throws(ModelError) in nil }
    ) throws(ModelError) {
        guard let chosen = wireProtocol ?? service.preferredProtocol else {
            throw ModelError(.unknownProtocol, "service \(service.serviceID) speaks no protocol that is known here")
        }
        self.wireProtocol = chosen
        self.service = service
        self.options = options
        self.errorShapes = errorShapes
        jsonTarget = "\(service.targetPrefix ?? "")."
        jsonType = "application/x-amz-json-\(service.jsonVersion ?? "1.0")"
    }
}

/// What a codec may do one way or another.
public struct CodecOptions: Sendable, Hashable {
    /// Whose reading of the protocols decides where there are two.
    public enum Dialect: Sendable, Hashable {
        /// Smithy's, where AWS's services do not need another.
        case smithy
        /// botocore's, to the letter.
        case botocore
    }

    /// How finely timestamps are written.
    public enum TimestampPrecision: Sendable, Hashable {
        /// Microseconds in ISO 8601, seconds since 1970 whole.
        case standard
        /// Milliseconds in both.
        case milliseconds
    }

    /// Whose reading of the protocols decides (default Smithy's).
    public var dialect: Dialect
    /// How finely timestamps are written (default `standard`).
    public var timestampPrecision: TimestampPrecision
    /// Whether timestamps in output stay as they were sent, a text or a number, instead of being read.
    public var keepsTimestampText: Bool

    /// Creates options.
    public init(
        dialect: Dialect = .smithy, timestampPrecision: TimestampPrecision = .standard, keepsTimestampText: Bool = false
    ) {
        self.dialect = dialect
        self.timestampPrecision = timestampPrecision
        self.keepsTimestampText = keepsTimestampText
    }
}
