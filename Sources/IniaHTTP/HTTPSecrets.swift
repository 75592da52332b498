/// Tells which parts of a message's head are secrets, by their names.
///
/// What a new service will call its secrets nobody knows, so that a name that only sounds like one counts.
package enum HTTPSecrets {
    /// What stands in the place of a secret.
    package static let mark = "***"

    private static let words = [
        "auth", "token", "secret", "password", "credential", "signature", "cookie", "key", "session",
    ]

    /// Whether a field or a parameter of this name is left out; one that is written with escapes always is.
    package static func isSecret(_ name: some StringProtocol) -> Bool {
        let name = name.lowercased()
        return name.utf8.contains(UInt8(ascii: "%")) || words.contains { name.contains($0) }
    }

    /// A field's value where that is no secret. Of an address that it may be, the query is left out.
    package static func value(_ field: HTTPHeaders.Field) -> String {
        if isSecret(field.name) { return mark }
        guard field.value.contains("://"), let query = field.value.firstIndex(of: "?") else { return field.value }
        return "\(field.value[..<query])?\(mark)"
    }

    /// A URL's path and query, without the values that are secrets.
    package static func target(_ url: HTTPURL) -> String {
        let path = url.path.isEmpty ? "/" : url.path
        guard let query = url.query else { return path }
        let parameters = query.split(separator: "&", omittingEmptySubsequences: false).map { parameter in
            guard let equals = parameter.firstIndex(of: "=") else { return String(parameter) }
            let name = parameter[..<equals]
            return isSecret(name) ? "\(name)=\(mark)" : String(parameter)
        }
        return "\(path)?\(parameters.joined(separator: "&"))"
    }
}

extension HTTPHeaders.Field: CustomDebugStringConvertible, CustomReflectable {
    /// The name and the value, which is left out where the name shows it to be a secret.
    public var debugDescription: String { "\(name): \(HTTPSecrets.value(self))" }

    /// The name and what of the value may be shown.
    public var customMirror: Mirror { Mirror(self, children: ["name": name, "value": HTTPSecrets.value(self)]) }
}

extension HTTPURL: CustomDebugStringConvertible, CustomReflectable {
    /// The URL without user information and without the values in the query that are secrets, such as the signature of
    /// a presigned request. The URL as it is sent is ``text``.
    public var debugDescription: String { "\(scheme)://\(hostHeader)\(HTTPSecrets.target(self))" }

    /// What may be shown.
    public var customMirror: Mirror { Mirror(self, children: ["text": debugDescription]) }
}
