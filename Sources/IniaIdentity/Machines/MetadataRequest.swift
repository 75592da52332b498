internal import IniaHTTP
internal import IniaPrimitives

/// One question to a metadata service, which answers at once or not at all.
struct MetadataRequest {
    var method = "GET"
    var url: HTTPURL
    var headers: [(name: String, value: String)] = []
    var timeout: Duration

    /// Asks, never through a proxy, and reads the whole answer.
    ///
    /// - Throws: `TransportError`, or `CancellationError`.
    func send(_ http: any HTTPClient) async throws -> (status: Int, body: Bytes) {
        var request = HTTPRequest(method: method, url: url)
        for header in headers { try request.headers.set(header.name, header.value) }
        var options = HTTPExchangeOptions()
        options.connectTimeout = timeout
        options.readTimeout = timeout
        options.route = .direct
        let response = try await http.send(request, options: options)
        return (response.status, try await response.body.collect(upTo: 1 << 20))
    }
}
