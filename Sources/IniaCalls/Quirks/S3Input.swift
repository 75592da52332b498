internal import IniaDigests
internal import IniaPrimitives
internal import IniaShapes
internal import IniaText

/// What S3 wants of input beyond its model.
enum S3Input {
    /// A bucket is named by a bucket's name, or by the ARN of an access point; anything else never reaches S3.
    static func requireBucketName(_ input: inout Value, _ call: Circumstances) throws(CallError) {
        guard let bucket = input.given("Bucket")?.asString else { return }
        guard isBucketName(bucket) || isAccessPoint(bucket) else {
            throw .refused(
                "Invalid bucket name \"\(bucket)\": Bucket name must match the regex \"\(bucketPattern)\" "
                    + "or be an ARN matching the regex \"\(accessPointPattern)\"")
        }
    }

    /// What ``isBucketName(_:)`` and ``isAccessPoint(_:)`` look for, in the words that botocore reports it with.
    private static let bucketPattern = #"^[a-zA-Z0-9.\-_]{1,255}$"#
    private static let accessPointPattern =
        #"^arn:(aws).*:(s3|s3-object-lambda):[a-z\-0-9]*:[0-9]{12}:accesspoint[/:][a-zA-Z0-9\-.]{1,63}$|"#
        + #"^arn:(aws).*:s3-outposts:[a-z\-0-9]+:[0-9]{12}:outpost[/:][a-zA-Z0-9\-]{1,63}"#
        + #"[/:]accesspoint[/:][a-zA-Z0-9\-]{1,63}$"#

    /// Metadata travels in headers, which S3 takes as ASCII.
    static func requireASCIIMetadata(_ input: inout Value, _ call: Circumstances) throws(CallError) {
        for entry in input.given("Metadata")?.asEntries ?? [] {
            let value = entry.value.asString ?? ""
            guard entry.key.utf8.allSatisfy({ $0 < 0x80 }), value.utf8.allSatisfy({ $0 < 0x80 }) else {
                throw .refused(
                    "Non ascii characters found in S3 metadata for key \"\(entry.key)\", value: \"\(value)\".  \n"
                        + "S3 metadata can only contain ASCII characters. ")
            }
        }
    }

    /// Keys with unusual characters survive XML only if the service encodes them; ``S3Output`` decodes them again.
    static func askForEncodedKeys(_ input: inout Value, _ call: Circumstances) {
        if input.given("EncodingType") == nil { input.set("EncodingType", "url") }
    }

    /// The customer's key goes in base64, with its MD5 beside it.
    static func encodeCustomerKey(_ input: inout Value, _ call: Circumstances) {
        encodeKey("SSECustomerKey", of: &input)
    }

    /// The same for the key of an object that is copied.
    static func encodeSourceKey(_ input: inout Value, _ call: Circumstances) {
        encodeKey("CopySourceSSECustomerKey", of: &input)
    }

    static let encryptedOperations: Set = [
        "HeadObject", "GetObject", "PutObject", "CopyObject", "CreateMultipartUpload", "UploadPart", "UploadPartCopy",
        "CompleteMultipartUpload", "SelectObjectContent",
    ]

    private static func encodeKey(_ name: String, of input: inout Value) {
        guard let key = input.given(name), input.given("\(name)MD5") == nil else { return }
        let bytes: Bytes
        switch key {
        case .string(let text): bytes = Bytes(utf8: text)
        case .blob(let blob): bytes = blob
        default: return
        }
        input.set(name, .string(Base64.encode(bytes)))
        input.set("\(name)MD5", .string(MD5.digest(of: bytes).base64))
    }

    /// A source is named by `bucket/key?versionId=…`, or by a map with `Bucket`, `Key` and `VersionId`.
    static func encodeCopySource(_ input: inout Value, _ call: Circumstances) throws(CallError) {
        switch input.given("CopySource") {
        case .string(let text):
            let (name, version) = splitVersion(text)
            input.set("CopySource", .string(encoded(name) + version))
        case .map(let entries):
            let source = Value.map(entries)
            guard let bucket = source.Bucket.asString else { throw .refused("Missing required parameter: 'Bucket'") }
            guard let key = source.Key.asString else { throw .refused("Missing required parameter: 'Key'") }
            let name = isAccessPoint(bucket) ? "\(bucket)/object/\(key)" : "\(bucket)/\(key)"
            let version = source.VersionId.asString.map { "?versionId=\($0)" } ?? ""
            input.set("CopySource", .string(encoded(name) + version))
        default: break
        }
    }

    private static func encoded(_ name: String) -> String { Percent.encode(name, keeping: "/") }

    /// Cuts a trailing `?versionId=` off, which stands as it is; one with white space in it is part of the key.
    private static func splitVersion(_ text: String) -> (name: String, version: String) {
        let mark = "?versionId="
        var search = text.startIndex
        while let question = text[search...].firstIndex(of: "?") {
            let suffix = text[question...]
            if suffix.hasPrefix(mark), suffix.count > mark.count,
                !suffix.dropFirst(mark.count).contains(where: \.isWhitespace)
            {
                return (String(text[..<question]), String(suffix))
            }
            search = text.index(after: question)
        }
        return (text, "")
    }

    /// Whether a text may be a bucket's name in any of its generations.
    static func isBucketName(_ text: String) -> Bool {
        (1...255).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0.isASCIIAlphanumeric || $0 == 0x2E || $0 == 0x2D || $0 == 0x5F }
    }

    /// Whether a text is the ARN of an access point, of an Object Lambda or of an Outpost's access point.
    static func isAccessPoint(_ text: String) -> Bool {
        guard let arn = ARN(text), arn.partition.hasPrefix("aws"), arn.account.utf8.count == 12,
            arn.account.utf8.allSatisfy(\.isASCIIDigit),
            arn.region.utf8.allSatisfy({ $0.isASCIILowercase || $0.isASCIIDigit || $0 == 0x2D })
        else { return false }
        let parts = arn.resourceParts
        switch arn.service {
        case "s3", "s3-object-lambda":
            return parts.count == 2 && parts[0] == "accesspoint" && isLabel(parts[1], withDots: true)
        case "s3-outposts":
            return !arn.region.isEmpty && parts.count == 4 && parts[0] == "outpost" && isLabel(parts[1])
                && parts[2] == "accesspoint" && isLabel(parts[3])
        default: return false
        }
    }

    private static func isLabel(_ text: Substring, withDots: Bool = false) -> Bool {
        (1...63).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0.isASCIIAlphanumeric || $0 == 0x2D || (withDots && $0 == 0x2E) }
    }
}

extension CallError {
    /// Input that is not fit to be sent.
    static func refused(_ message: String) -> CallError {
        CallError(.validation, during: .prepare, "Parameter validation failed:\n\(message)")
    }
}

extension UInt8 {
    var isASCIIDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isASCIILowercase: Bool { self >= 0x61 && self <= 0x7A }
    var isASCIIAlphanumeric: Bool { isASCIIDigit || isASCIILowercase || (self >= 0x41 && self <= 0x5A) }
}
