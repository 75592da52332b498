internal import IniaShapes

/// A structure is coded as a keyed container of the members that are set, by AWS's names. Blobs are texts in base64,
/// times texts in ISO 8601 to the nanosecond, attribute values what DynamoDB's own JSON has.
extension Typed: Encodable where Members: CodableFields {
    /// Encodes the members that are set, sensitive ones too.
    public func encode(to encoder: any Encoder) throws { try EncodedValue(asValue).encode(to: encoder) }
}

extension Typed: Decodable where Members: CodableFields {
    /// Decodes the members that are there; keys that the model does not have are left out.
    public init(from decoder: any Decoder) throws {
        self.init(try Value(from: decoder, as: Members.shape().shape))
    }
}

/// A union whose values can be encoded and decoded: a keyed container of the one member that is set.
public protocol CodableUnion: HashableUnion, Codable {}

extension CodableUnion {
    /// Encodes the member that is set.
    public func encode(to encoder: any Encoder) throws { try EncodedValue(asValue).encode(to: encoder) }

    /// Decodes the member that is there; one that the model does not have is kept as it is.
    public init(from decoder: any Decoder) throws { self.init(try Value(from: decoder, as: Self.shape().shape)) }
}
