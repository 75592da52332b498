import IniaPrimitives

/// Which credentials a line's calls are signed with.
enum LineCredentials: Sendable {
    /// The given ones.
    case fixed(accessKeyID: String, secretAccessKey: String, sessionToken: String?, accountID: String?)
    /// None: signing fails.
    case none
    /// Those that the session finds in its environment and files.
    case chain

    init(_ document: Document?, hasWorld: Bool) throws {
        switch document {
        case nil:
            self =
                hasWorld
                ? .chain
                : .fixed(
                    accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                    sessionToken: nil, accountID: nil)
        case .null: self = .none
        case let given?:
            guard let id = given["accessKeyId"]?.asString, let secret = given["secretAccessKey"]?.asString else {
                throw MalformedLine("credentials lack a key")
            }
            self = .fixed(
                accessKeyID: id, secretAccessKey: secret, sessionToken: given["sessionToken"]?.asString,
                accountID: given["accountId"]?.asString)
        }
    }
}
