internal import IniaDigests
internal import IniaHTTP
internal import IniaHost
internal import IniaModels
internal import IniaPrimitives
internal import IniaShapes
internal import IniaText

/// What single services want of requests beyond their models.
enum Requests {
    static let openCognitoOperations: Set = ["GetId", "GetOpenIdToken", "UnlinkIdentity", "GetCredentialsForIdentity"]

    /// Some operations are for those who have no credentials yet.
    static func unsigned(_ question: SignatureQuestion) -> String? { "none" }

    /// The model still speaks of version 2.
    static func signWithVersion4(_ question: SignatureQuestion) -> String? {
        question.isConfigured ? nil : "v4"
    }

    /// Glacier demands the version of its model in a header.
    static func nameGlacierVersion(_ addressed: inout Addressed, _ pipeline: Pipeline) async throws {
        try addressed.request.headers.set("x-amz-glacier-version", pipeline.service.traits.apiVersion)
    }

    /// Glacier demands the SHA-256 of an archive, and that of the tree of its megabytes.
    static func hashArchive(_ addressed: inout Addressed, _ pipeline: Pipeline) async throws {
        let needsWhole = !addressed.request.headers.contains("x-amz-content-sha256")
        let needsTree = !addressed.request.headers.contains("x-amz-sha256-tree-hash")
        guard needsWhole || needsTree else { return }
        let (whole, tree) = try await addressed.request.body.digested(
            into: (whole: SHA256(), tree: TreeHash()), files: pipeline.host.files
        ) { digests, bytes in
            digests.whole.update(bytes)
            digests.tree.update(bytes)
        }
        if needsWhole { try addressed.request.headers.set("x-amz-content-sha256", whole.value().hex) }
        if needsTree { try addressed.request.headers.set("x-amz-sha256-tree-hash", tree.value().hex) }
    }

    /// API Gateway answers in HAL unless it is asked for plain JSON.
    static func acceptJSON(_ addressed: inout Addressed, _ pipeline: Pipeline) async throws {
        guard !addressed.request.headers.contains("Accept") else { return }
        try addressed.request.headers.set("Accept", "application/json")
    }

    /// A prediction is asked of the endpoint that the caller names.
    static func goToPredictEndpoint(_ request: inout HTTPRequest) {
        guard case .bytes(let bytes) = request.body.content, let body = try? JSONReader.document(bytes),
            let text = body["PredictEndpoint"]?.asString, let endpoint = HTTPURL(text)
        else { return }
        request.url.scheme = endpoint.scheme
        request.url.host = endpoint.host
        request.url.port = endpoint.port
    }

    /// A search may be longer than a URL can be, so its query goes as a form.
    static func searchByPost(_ request: inout HTTPRequest) {
        guard request.method == "GET", let query = request.url.query else { return }
        try? request.headers.set("Content-Type", "application/x-www-form-urlencoded")
        request.method = "POST"
        request.url.query = nil
        request.body = .bytes(Bytes(utf8: query))
    }

    /// Speech is fetched by players that send no content type.
    static func dropContentType(_ request: inout HTTPRequest) { request.headers.remove("Content-Type") }

    /// Inside Lambda, what is called learns of the chain of calls, so that loops are found.
    static func passTraceID(_ addressed: inout Addressed, _ pipeline: Pipeline) async throws {
        guard let id = pipeline.host.environment["_X_AMZN_TRACE_ID"], !id.isEmpty,
            !addressed.request.headers.contains("X-Amzn-Trace-Id")
        else { return }
        try addressed.request.headers.set("X-Amzn-Trace-Id", Percent.encode(id, keeping: "-=;:+&[]{}\"',"))
    }

    static func isInLambda(_ operation: Operation, _ environment: Environment) -> Bool {
        environment["AWS_LAMBDA_FUNCTION_NAME"] != nil
    }

    /// Who asks for endpoints says which version of the model it knows.
    static func nameVersionWhenDiscovering(_ addressed: inout Addressed, _ pipeline: Pipeline) async throws {
        try addressed.request.headers.set("x-amz-api-version", pipeline.service.traits.apiVersion)
    }

    static func asksForEndpoints(_ operation: Operation, _ environment: Environment) -> Bool {
        operation.traits.isEndpointOperation
    }
}
