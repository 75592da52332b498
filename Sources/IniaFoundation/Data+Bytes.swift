public import FoundationEssentials
public import Inia
internal import IniaPrimitives
internal import IniaShapes

extension Data {
    /// Creates data of a copy of bytes.
    public init(_ bytes: Bytes) { self = bytes.withUnsafeBytes { Data($0) } }
}

extension Bytes {
    /// Creates bytes of a copy of data.
    public init(_ data: Data) { self = data.withUnsafeBytes { Bytes(copying: $0) } }
}

extension Body {
    /// A body of a copy of data.
    public static func data(_ data: Data) -> Body { .bytes(Bytes(data)) }

    /// Reads the whole body.
    ///
    /// - Parameter limit: the most bytes to take.
    /// - Throws: `BodyError` with code `tooLarge` where there are more, or what reading throws.
    public func data(upTo limit: Int) async throws -> Data { Data(try await collect(upTo: limit)) }
}

extension Value {
    /// A blob of a copy of data.
    public init(_ data: Data) { self.init(Bytes(data)) }

    /// A copy of the bytes of a blob, or nil where this is none.
    public var asData: Data? { asBytes.map { Data($0) } }
}
