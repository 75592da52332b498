internal import IniaDigests
public import IniaHTTP
public import IniaPrimitives

/// Signature Version 3 over HTTPS: HMAC-SHA256 of the date alone.
public enum SigV3 {
    /// The request with a signature in its `X-Amzn-Authorization` header.
    ///
    /// - Throws: ``SigningError`` where credentials or time cannot stand in a request.
    public static func signed(
        _ request: HTTPRequest, credentials: Credentials, at time: Timestamp
    ) throws(SigningError) -> HTTPRequest {
        var request = request
        let date = try SigningTime.httpDate(time)
        try request.headers.replace("Date", date)
        if let token = credentials.sessionToken, !token.isEmpty {
            try request.headers.replace("X-Amz-Security-Token", token)
        }
        let signature = HMAC(.sha256, key: [UInt8](credentials.secretAccessKey.utf8)).code(for: date).base64
        try request.headers.replace(
            "X-Amzn-Authorization",
            "AWS3-HTTPS AWSAccessKeyId=\(credentials.accessKeyID),Algorithm=HmacSHA256,Signature=\(signature)")
        return request
    }
}
