internal import IniaFormats
internal import IniaHost
internal import IniaPrimitives
internal import IniaShapes
internal import IniaSigning

/// What a console sign-in left in its file.
struct LoginToken {
    let credentials: Credentials
    let expiration: Timestamp
    let client: String
    let refresh: String
    /// The key, in PEM, that proves that a refresh token is in the right hands.
    let proofKey: String
    /// All that the file holds.
    let document: Document

    /// Reads a session's file.
    init(_ file: CacheFile, of session: String) throws(IdentityError) {
        let document: Document?
        do { document = try file.read() } catch {
            throw IdentityError(.retrieval, "The login token's file cannot be read", source: "login", cause: error)
        }
        guard let document else {
            throw IdentityError(
                .signInRequired,
                "Unable to load a existing login session for session \(session). Please reauthenticate with "
                    + "'aws login'.",
                source: "login")
        }
        try self.init(document)
    }

    private init(_ document: Document) throws(IdentityError) {
        let missing = ["accessToken", "refreshToken", "dpopKey", "clientId"].filter { document[$0] == nil }
        guard let refresh = document["refreshToken"]?.asString, let proofKey = document["dpopKey"]?.asString,
            let client = document["clientId"]?.asString, let access = document["accessToken"],
            let accessKeyID = access["accessKeyId"]?.asString, let secret = access["secretAccessKey"]?.asString,
            let token = access["sessionToken"]?.asString, let end = access["expiresAt"]?.asString,
            let expiration = try? Dates.parse(end)
        else {
            throw IdentityError(
                .signInRequired,
                "Failed to load access token from token cache, missing required fields: "
                    + "\(missing.isEmpty ? "parts of accessToken" : missing.joined(separator: ", ")).",
                source: "login")
        }
        credentials = Credentials(
            accessKeyID: accessKeyID, secretAccessKey: secret, sessionToken: token,
            accountID: access["accountId"]?.asString, expiration: expiration
        ).adding(features: UserAgentFeature.profileLogin)
        self.expiration = expiration
        self.client = client
        self.refresh = refresh
        self.proofKey = proofKey
        self.document = document
    }

    /// The token with what the service gave in place of the old.
    func renewed(by output: Value, at now: Timestamp) throws -> LoginToken {
        let access = output["accessToken"]
        guard let accessKeyID = access["accessKeyId"].asString, let secret = access["secretAccessKey"].asString,
            let token = access["sessionToken"].asString, let refresh = output["refreshToken"].asString,
            let seconds = output["expiresIn"].asInt
        else {
            throw IdentityError(
                .retrieval, "Unable to refresh access token due to an invalid service response.", source: "login")
        }
        let end = try Dates.iso8601(now.advanced(by: .seconds(Int64(clamping: seconds))), .seconds)
        var renewed: [Document.Entry] = [
            .init(key: "accessKeyId", value: .string(accessKeyID)),
            .init(key: "secretAccessKey", value: .string(secret)),
            .init(key: "sessionToken", value: .string(token)),
        ]
        if let account = credentials.accountID { renewed.append(.init(key: "accountId", value: .string(account))) }
        renewed.append(.init(key: "expiresAt", value: .string(end)))
        let entries = document.asEntries.map { entry -> Document.Entry in
            switch entry.key {
            case "accessToken": .init(key: entry.key, value: .map(renewed))
            case "refreshToken": .init(key: entry.key, value: .string(refresh))
            default: entry
            }
        }
        return try LoginToken(.map(entries))
    }
}
