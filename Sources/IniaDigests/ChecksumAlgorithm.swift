/// The checksums that AWS's services can take or give for a payload.
public enum ChecksumAlgorithm: String, CaseIterable, Sendable {
    case crc32 = "CRC32"
    case crc32c = "CRC32C"
    case crc64nvme = "CRC64NVME"
    case sha1 = "SHA1"
    case sha256 = "SHA256"
    case sha512 = "SHA512"
    case md5 = "MD5"
    case xxhash64 = "XXHASH64"
    case xxhash3 = "XXHASH3"
    case xxhash128 = "XXHASH128"

    /// The algorithm of a name as AWS writes it, in any case.
    public init?(name: String) {
        self.init(rawValue: name.uppercased())
    }

    /// The name as AWS's models write it: `CRC64NVME`.
    public var name: String { rawValue }

    /// The header that carries the checksum in base64: `x-amz-checksum-crc64nvme`.
    public var headerName: String {
        switch self {
        case .crc32: "x-amz-checksum-crc32"
        case .crc32c: "x-amz-checksum-crc32c"
        case .crc64nvme: "x-amz-checksum-crc64nvme"
        case .sha1: "x-amz-checksum-sha1"
        case .sha256: "x-amz-checksum-sha256"
        case .sha512: "x-amz-checksum-sha512"
        case .md5: "x-amz-checksum-md5"
        case .xxhash64: "x-amz-checksum-xxhash64"
        case .xxhash3: "x-amz-checksum-xxhash3"
        case .xxhash128: "x-amz-checksum-xxhash128"
        }
    }

    /// The number of bytes in the checksum's value.
    public var byteCount: Int { kind.byteCount }

    /// Whether the checksums of two parts tell that of the whole, as ``Checksum/join(_:count:)`` needs.
    public var isJoinable: Bool { kind is any JoinableDigest.Type }

    /// The checksum of bytes in memory.
    public func digest(of memory: UnsafeRawBufferPointer) -> Digest { kind.digest(of: memory) }

    var kind: any IncrementalDigest.Type {
        switch self {
        case .crc32: CRC32.self
        case .crc32c: CRC32C.self
        case .crc64nvme: CRC64NVME.self
        case .sha1: SHA1.self
        case .sha256: SHA256.self
        case .sha512: SHA512.self
        case .md5: MD5.self
        case .xxhash64: XXHash64.self
        case .xxhash3: XXHash3.self
        case .xxhash128: XXHash128.self
        }
    }
}
