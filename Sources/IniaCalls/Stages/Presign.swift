public import IniaHTTP
internal import IniaHost
public import IniaPrimitives
internal import IniaProtocols
public import IniaShapes
internal import IniaSigning

extension Pipeline {
    /// Makes a request that whoever has it can send for a while, with the caller's rights; the walk ends after *sign*.
    ///
    /// - Parameters:
    ///   - name: the operation's name in the model.
    ///   - expiresIn: for how long the request is good.
    ///   - method: an HTTP method in place of the operation's.
    public func presign(
        _ name: String, _ input: Value = .null, expiresIn: Duration = .seconds(3600), method: String? = nil,
        options overrides: CallOptions = CallOptions()
    ) async throws -> PresignedRequest {
        var addressed = try await presignable(name, input, overrides)
        if let method { addressed.request.method = method }
        return try await presigned(addressed.request, for: addressed, expiresIn: expiresIn)
    }

    /// Makes a form with which a browser can upload an object to a bucket for a while.
    ///
    /// - Parameters:
    ///   - key: the object's key; `${filename}` at its end stands for the name of the uploaded file.
    ///   - fields: further fields of the form, each of which needs a condition.
    ///   - conditions: what has to hold of the form beside its bucket and key.
    public func presignPost(
        bucket: String, key: String, fields: [(name: String, value: String)] = [], conditions: [Document] = [],
        expiresIn: Duration = .seconds(3600)
    ) async throws -> PresignedPost {
        // The URL of a bucket is that of the operation that makes one.
        let addressed = try await presignable("CreateBucket", ["Bucket": .string(bucket)], CallOptions())
        let now = host.clock.now
        let policy = PostPolicy(
            bucket: bucket, key: key, conditions: conditions, fields: fields,
            expiration: now.advanced(by: expiresIn))
        // Without a signature there is nothing that a policy could hold to: the form is what an open bucket takes.
        guard addressed.signing.version != "none" else {
            return PresignedPost(url: addressed.request.url, fields: policy.fields)
        }
        let credentials = try await requiredCredentials(addressed)
        do {
            let signed =
                addressed.signing.version == "s3"
                ? try policy.signedWithSHA1(credentials: credentials)
                : try policy.signed(by: try signer(for: addressed), credentials: credentials, at: now, keys: keys)
            return PresignedPost(url: addressed.request.url, fields: signed)
        } catch let error as SigningError {
            throw CallError(.credentials, during: .sign, "\(error)", cause: error)
        }
    }

    private func presignable(_ name: String, _ input: Value, _ overrides: CallOptions) async throws -> Addressed {
        let call = try await prepare(name, input, overrides, activeHooks(overrides), for: .presigning)
        let place = try await locate(call)
        return try await address(try serialize(call), of: call, at: place)
    }

    /// A request with its signature in the query.
    func presigned(
        _ request: HTTPRequest, for addressed: Addressed, region: String? = nil, expiresIn: Duration
    ) async throws -> PresignedRequest {
        var (request, addressed) = (request, addressed)
        if let region { addressed.signing.region = region }
        for quirk in addressed.call.quirks.presign { quirk(&request) }
        guard addressed.signing.version != "none" else { return PresignedRequest(request, signedHeaders: "") }
        let credentials = try await requiredCredentials(addressed)
        let seconds = Int(clamping: expiresIn.bounded.components.seconds)
        do {
            if addressed.signing.version == "s3" {
                let signed = try S3Signature.presigned(
                    request, resource: addressed.authPath, expiresIn: seconds, credentials: credentials,
                    at: host.clock.now)
                return PresignedRequest(signed.request, signedHeaders: "")
            }
            let signer = try signer(for: addressed)
            let moved = try MovedParameters(request, of: addressed.call, in: codec.wireProtocol)
            let signed = try signer.presigned(
                request, moving: moved.fields, leavingSeparator: moved.leavesSeparator,
                payload: signer.sendsPayloadHash ? .unsigned : .empty, expiresIn: seconds, credentials: credentials,
                at: host.clock.now, keys: keys)
            return PresignedRequest(signed.request, signedHeaders: signed.signedHeaders)
        } catch let error as SigningError {
            throw CallError(.credentials, during: .sign, "\(error)", cause: error)
        } catch let error as ModelError {
            throw CallError.model(error, during: .sign)
        }
    }
}

/// A request that is ready to be sent by whoever has it.
///
/// Its URL is as good as the credentials until it expires: it is never described.
public struct PresignedRequest: Sendable {
    /// The HTTP method to send it with.
    public let method: String
    /// The URL, which holds the signature.
    public let url: HTTPURL
    /// The headers that have to be sent with it as they are, for the signature covers them.
    public let headers: HTTPHeaders

    init(_ request: HTTPRequest, signedHeaders: String) {
        method = request.method
        url = request.url
        let names = signedHeaders.split(separator: ";").map(String.init)
        var kept = request.headers
        for field in request.headers.fields
        where field.name.equalsIgnoringCase("host") || !names.contains(where: field.name.equalsIgnoringCase) {
            kept.remove(field.name)
        }
        headers = kept
    }
}

extension PresignedRequest: CustomDebugStringConvertible, CustomReflectable {
    /// The method and the host; never the signature.
    public var debugDescription: String { "PresignedRequest(\(method) \(url.host))" }

    /// The method and the host alone: the URL is a secret.
    public var customMirror: Mirror { Mirror(self, children: ["method": method, "host": url.host]) }
}

/// A form that a browser can upload a file with.
public struct PresignedPost: Sendable {
    /// Where the form goes.
    public let url: HTTPURL
    /// The form's fields, all of which come before the file's own.
    public let fields: [(name: String, value: String)]
}

extension PresignedPost: CustomDebugStringConvertible, CustomReflectable {
    /// The host; never the signature.
    public var debugDescription: String { "PresignedPost(\(url.host))" }

    /// The host alone: the fields are secrets.
    public var customMirror: Mirror { Mirror(self, children: ["host": url.host]) }
}
