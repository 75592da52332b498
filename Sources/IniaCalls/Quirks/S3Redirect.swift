internal import IniaHTTP
internal import IniaPrimitives
internal import IniaShapes

/// A bucket lives in one region; whoever asks another is told so, in one of several ways.
enum S3Redirect {
    /// Sends a request on to the region of its bucket, and remembers the region for later calls.
    ///
    /// - Returns: whether the request has another place now.
    static func toBucketRegion(
        _ error: ServiceError, _ addressed: inout Addressed, _ pipeline: Pipeline
    ) async throws -> Bool {
        let call = addressed.call
        guard let bucket = call.input.given("Bucket")?.asString, !ARN.matches(bucket),
            isElsewhere(error, call.operation.name),
            let region = try await region(of: bucket, error, pipeline), region.isRegion
        else { return false }
        pipeline.memory.note(region, of: bucket)
        let place = try await pipeline.locate(call)
        guard let url = place.url else { return false }
        addressed.request.url.host = url.host
        addressed.request.url.port = url.port
        addressed.signing = place.signing
        return true
    }

    /// Whether an error says that the bucket is in another region.
    private static func isElsewhere(_ error: ServiceError, _ operation: String) -> Bool {
        if [301, 302, 307].contains(error.status) { return true }
        switch error.code {
        case "PermanentRedirect": return true
        case "AuthorizationHeaderMalformed": return error.detail("Region") != nil
        case "IllegalLocationConstraintException": return operation != "CreateBucket"
        case "301", "400":
            // A response to HEAD has no body that could say more.
            return operation == "HeadObject" || (operation == "HeadBucket" && error.metadata.headers.contains(header))
        default: return false
        }
    }

    private static func region(of bucket: String, _ error: ServiceError, _ pipeline: Pipeline) async throws -> String? {
        if let region = error.metadata.headers[header] ?? error.detail("Region") { return region }
        do {
            return try await pipeline.call("HeadBucket", ["Bucket": .string(bucket)])._metadata.headers[header]
        } catch let error as ServiceError {
            return error.metadata.headers[header]
        }
    }

    private static let header = "x-amz-bucket-region"
}

extension ServiceError {
    /// A text that stands beside code and message in the service's error.
    func detail(_ name: String) -> String? { details.last { $0.key == name }?.value.asString }
}

extension String {
    /// Whether the text can be a region's name, which becomes a part of hosts.
    var isRegion: Bool {
        let bytes = Array(utf8)
        return (1...63).contains(bytes.count) && bytes.first != 0x2D && bytes.last != 0x2D
            && bytes.allSatisfy { $0.isASCIIAlphanumeric || $0 == 0x2D } && !bytes.allSatisfy(\.isASCIIDigit)
    }
}
