internal import IniaPrimitives
internal import IniaShapes
internal import IniaSigning

/// What STS answers to who assumes a role.
enum AssumedRole {
    /// The credentials of an answer, with the account that the role's ARN names.
    static func credentials(_ answer: Value, source: String) throws(IdentityError) -> Credentials {
        let values = answer["Credentials"]
        guard let accessKeyID = values["AccessKeyId"].asString, let secret = values["SecretAccessKey"].asString,
            let token = values["SessionToken"].asString, let expiration = values["Expiration"].asTimestamp
        else { throw IdentityError(.retrieval, "The answer of STS has no complete credentials.", source: source) }
        return Credentials(
            accessKeyID: accessKeyID, secretAccessKey: secret, sessionToken: token,
            accountID: answer["AssumedRoleUser"]["Arn"].asString.flatMap(account), expiration: expiration)
    }

    /// Who one is with the role, as it stands in files beside the credentials.
    static func user(_ answer: Value) -> [Document.Entry] {
        let user = answer["AssumedRoleUser"]
        let parts = ["AssumedRoleId", "Arn"].compactMap { name in
            user[name].asString.map { Document.Entry(key: name, value: .string($0)) }
        }
        return parts.isEmpty ? [] : [Document.Entry(key: "AssumedRoleUser", value: .map(parts))]
    }

    private static func account(of arn: String) -> String? {
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        return parts.count == 6 && parts[0] == "arn" && !parts[4].isEmpty ? String(parts[4]) : nil
    }
}
