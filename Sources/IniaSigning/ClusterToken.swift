public import IniaHTTP
public import IniaPrimitives
internal import IniaText

/// A bearer token for the API of an EKS cluster: a presigned `GetCallerIdentity` that names the cluster.
public enum ClusterToken {
    /// The token for a cluster; the cluster takes it for 15 minutes.
    ///
    /// - Parameter endpoint: the regional endpoint of STS, `https://sts.eu-west-1.amazonaws.com`.
    /// - Throws: ``SigningError`` where a part cannot stand in a request.
    public static func eks(
        cluster: String, endpoint: HTTPURL, region: String, credentials: Credentials, at time: Timestamp
    ) throws(SigningError) -> BearerToken {
        var request = HTTPRequest(method: "GET", url: endpoint)
        request.url.path = "/"
        do { try request.headers.add("x-k8s-aws-id", cluster) } catch {
            throw SigningError(.unusableRequest, during: "naming the cluster", cause: error)
        }
        let signed = try SigV4(service: "sts", region: region).presigned(
            request, moving: [("Action", "GetCallerIdentity"), ("Version", "2011-06-15")], payload: .empty,
            expiresIn: 60, credentials: credentials, at: time, keys: SigningKeys())
        var text = Base64.encode(Bytes(utf8: signed.request.url.text))
        text = String(text.prefix { $0 != "=" }.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
        return BearerToken("k8s-aws-v1.\(text)", expiration: time.advanced(by: .seconds(14 * 60)))
    }
}
