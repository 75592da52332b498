internal import IniaHTTP
public import IniaPrimitives

/// Passwords for databases that know IAM: presigned URLs without their scheme.
public enum DatabaseToken {
    /// What a token for Aurora DSQL allows.
    public enum DSQLAction: String, Sendable {
        /// To connect as a database role.
        case connect = "DbConnect"
        /// To connect as the administrator.
        case connectAdmin = "DbConnectAdmin"
    }

    /// A password for a user of an RDS database, valid for 15 minutes.
    ///
    /// - Throws: ``SigningError`` where host, credentials or time cannot stand in a URL.
    public static func rds(
        host: String, port: Int, user: String, region: String, credentials: Credentials, at time: Timestamp
    ) throws(SigningError) -> String {
        try token(
            authority: "\(host):\(port)", parameters: [("Action", "connect"), ("DBUser", user)],
            signer: SigV4(service: "rds-db", region: region), expiresIn: 900, credentials, time)
    }

    /// A password for an Aurora DSQL cluster.
    ///
    /// - Parameter seconds: for how long it is valid, in seconds (default 900).
    /// - Throws: ``SigningError`` where host, credentials or time cannot stand in a URL.
    public static func dsql(
        host: String, action: DSQLAction, region: String, expiresIn seconds: Int = 900, credentials: Credentials,
        at time: Timestamp
    ) throws(SigningError) -> String {
        try token(
            authority: host, parameters: [("Action", action.rawValue)],
            signer: SigV4(service: "dsql", region: region), expiresIn: seconds, credentials, time)
    }

    private static func token(
        authority: String, parameters: [(name: String, value: String)], signer: SigV4, expiresIn seconds: Int,
        _ credentials: Credentials, _ time: Timestamp
    ) throws(SigningError) -> String {
        let scheme = "https://"
        guard let url = HTTPURL("\(scheme)\(authority)/") else {
            throw SigningError(.unusableRequest, during: "reading the database's address")
        }
        let signed = try signer.presigned(
            HTTPRequest(method: "GET", url: url), moving: parameters, payload: .empty, expiresIn: seconds,
            credentials: credentials, at: time, keys: SigningKeys())
        return String(signed.request.url.text.dropFirst(scheme.count))
    }
}
