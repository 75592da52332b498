public import IniaHTTP

/// What is to be said of a response beside its content.
public struct ResponseMetadata: Sendable, Hashable {
    /// The HTTP status.
    public var status: Int
    /// The id by which the service knows the request, if it gave one.
    public var requestID: String?
    /// S3's second id (`x-amz-id-2`), if there is one.
    public var hostID: String?
    /// The response's headers as they came.
    public var headers: HTTPHeaders
    /// How many requests were sent, this one's included.
    public var attempts: Int
    /// Whether there would have been another attempt, had not the last been reached.
    public var reachedMaxAttempts = false
    /// Whether there would have been another attempt, had not the retry quota been spent.
    public var reachedRetryQuota = false
    /// The algorithm by which the response's body is verified, if it is.
    public var checksumAlgorithm: String?

    /// Creates what is said of a response.
    public init(
        status: Int, requestID: String? = nil, hostID: String? = nil, headers: HTTPHeaders = HTTPHeaders(),
        attempts: Int = 1
    ) {
        self.status = status
        self.requestID = requestID
        self.hostID = hostID
        self.headers = headers
        self.attempts = attempts
    }
}
