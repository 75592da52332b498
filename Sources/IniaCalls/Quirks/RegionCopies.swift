internal import IniaHTTP
internal import IniaPrimitives
internal import IniaShapes
internal import IniaText

/// Copies between regions: the region that is copied from is shown a request that the caller signed for it.
enum RegionCopies {
    static let rdsOperations: Set = [
        "CopyDBClusterSnapshot", "CreateDBCluster", "CopyDBSnapshot", "CreateDBInstanceReadReplica",
        "StartDBInstanceAutomatedBackupsReplication",
    ]

    /// EC2 wants the destination's name beside the presigned URL.
    static func presignSnapshotCopy(_ addressed: inout Addressed, _ pipeline: Pipeline) async throws {
        var form = Form(addressed.request)
        guard form["PresignedUrl"] == nil else { return }
        let destination = addressed.signing.region
        let url = try await form.presigned(from: form["SourceRegion"], to: destination, addressed, pipeline)
        form["PresignedUrl"] = url
        form["DestinationRegion"] = destination
        form.put(into: &addressed.request)
    }

    /// The databases' source region is for the SDK alone: their service learns it from the presigned URL.
    static func presignDatabaseCopy(_ addressed: inout Addressed, _ pipeline: Pipeline) async throws {
        var form = Form(addressed.request)
        guard let source = form["SourceRegion"] else { return }
        form["SourceRegion"] = nil
        if form["PreSignedUrl"] == nil {
            form["PreSignedUrl"] = try await form.presigned(
                from: source, to: addressed.signing.region, addressed, pipeline)
        }
        form.put(into: &addressed.request)
    }
}

/// The body of a query request.
private struct Form {
    private var fields: [(name: String, value: String)]

    init(_ request: HTTPRequest) {
        guard case .bytes(let bytes) = request.body.content else {
            fields = []
            return
        }
        fields = FormEncoding.decode(bytes.text)
    }

    subscript(name: String) -> String? {
        get { fields.last { $0.name == name }?.value }
        set {
            let index = fields.lastIndex { $0.name == name }
            switch (index, newValue) {
            case (let index?, let value?): fields[index].value = value
            case (let index?, nil): fields.remove(at: index)
            case (nil, let value?): fields.append((name, value))
            case (nil, nil): break
            }
        }
    }

    func put(into request: inout HTTPRequest) {
        request.body = .bytes(Bytes(utf8: FormEncoding.encode(fields)))
    }

    /// The same request as a presigned GET to the source region, whose host differs from the destination's by the
    /// region's name alone.
    func presigned(
        from source: String?, to destination: String?, _ addressed: Addressed, _ pipeline: Pipeline
    ) async throws -> String {
        if let source, !source.isRegion { throw CallError.refused("SourceRegion is not a region: \(source)") }
        var form = self
        form["DestinationRegion"] = destination
        var url = addressed.request.url
        if let source, let destination { url.host = url.host.replacing(destination, with: source) }
        url.query = form.fields.map { "\(Percent.encode($0.name))=\(Percent.encode($0.value))" }.joined(separator: "&")
        let copy = HTTPRequest(method: "GET", url: url)
        return try await pipeline.presigned(copy, for: addressed, region: source, expiresIn: .seconds(3600)).url.text
    }
}
