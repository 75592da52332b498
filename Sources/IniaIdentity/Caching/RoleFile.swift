internal import IniaDigests
internal import IniaFormats
internal import IniaHost
internal import IniaPrimitives
internal import IniaSettings
internal import IniaShapes
internal import IniaSigning
internal import IniaText

/// The credentials of a role in a file, where programs that come and go find those that another has fetched.
///
/// The files are botocore's `JSONFileCache`, names and contents, which the aws command line has in `~/.aws/cli/cache`.
struct RoleFile {
    private let file: CacheFile
    private let clock: any HostClock

    /// The file of a role, or nil where nothing is kept in files.
    ///
    /// - Parameter question: what the role is asked for with, but for what is new each time; sorted by name it is the
    ///   file's name.
    init?(_ question: [MapEntry], style: JSONWriter.Style = .python, _ identity: Identity) {
        guard let folder = identity.credentialFolder else { return nil }
        let sorted = question.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        let document = Document.map(sorted.map { .init(key: $0.key, value: $0.value.asJSONScalar) })
        let name = SHA1.digest(of: JSONWriter.bytes(document, style: style)).hex
        file = CacheFile(
            path: "\(identity.host.environment.expanded(folder))/\(name).json", files: identity.host.files)
        clock = identity.host.clock
    }

    /// The credentials in the file, if they are good for another 15 minutes; a file that cannot be used counts as none.
    func credentials() -> Credentials? {
        guard let document = try? file.read(), let values = document["Credentials"],
            let accessKeyID = values["AccessKeyId"]?.asString, let secret = values["SecretAccessKey"]?.asString,
            let token = values["SessionToken"]?.asString, let end = values["Expiration"]?.asString,
            let expiration = try? Dates.parse(end), clock.now.duration(to: expiration) >= .seconds(15 * 60)
        else { return nil }
        return Credentials(
            accessKeyID: accessKeyID, secretAccessKey: secret, sessionToken: token,
            accountID: values["AccountId"]?.asString, expiration: expiration)
    }

    /// Keeps credentials for others. They are as good where that fails, so nothing is said of it.
    ///
    /// - Parameters:
    ///   - zone: how UTC is called after the time of their end.
    ///   - before: what stands before the credentials.
    ///   - after: what stands after them.
    func keep(
        _ credentials: Credentials, zone: String = "UTC", before: [Document.Entry] = [], after: [Document.Entry] = []
    ) {
        guard let end = credentials.expiration, let time = try? Dates.iso8601(end, .seconds) else { return }
        let stamp = time.dropLast() + zone
        var values: [Document.Entry] = [
            .init(key: "AccessKeyId", value: .string(credentials.accessKeyID)),
            .init(key: "SecretAccessKey", value: .string(credentials.secretAccessKey)),
            .init(key: "SessionToken", value: .string(credentials.sessionToken ?? "")),
            .init(key: "Expiration", value: .string(String(stamp))),
        ]
        if let account = credentials.accountID { values.append(.init(key: "AccountId", value: .string(account))) }
        try? file.write(.map(before + [.init(key: "Credentials", value: .map(values))] + after))
    }
}

extension Value {
    /// A number as itself and all else as text: a question for a role has nothing more.
    fileprivate var asJSONScalar: Document { asInt.map { .integer(Int64($0)) } ?? .string(asString ?? "") }
}
