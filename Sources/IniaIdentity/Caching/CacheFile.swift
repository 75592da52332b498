internal import IniaDigests
internal import IniaHost
internal import IniaPrimitives
internal import IniaSettings
internal import IniaText

/// A file of a cache that the AWS tools share: what a sign-in left, or the credentials of a role.
///
/// It is written in a folder of mode 0700 with mode 0600, and never through a link; ``Files`` sees to that.
struct CacheFile {
    let path: String
    let files: any Files

    /// The file of an SSO session, or of a start URL where a profile names no session.
    static func sso(_ key: String, _ host: Host) -> CacheFile {
        let name = SHA1.digest(of: Bytes(utf8: key).array).hex
        return CacheFile(path: "\(host.environment.home)/.aws/sso/cache/\(name).json", files: host.files)
    }

    /// The file of a login session, in the folder that `AWS_LOGIN_CACHE_DIRECTORY` names or else the usual one.
    static func login(_ session: String, _ host: Host) -> CacheFile {
        let named = host.environment["AWS_LOGIN_CACHE_DIRECTORY"].map(host.environment.expanded)
        let folder = named ?? "\(host.environment.home)/.aws/login/cache"
        return CacheFile(
            path: "\(folder)/\(SHA256.digest(of: Bytes(utf8: session).array).hex).json", files: host.files)
    }

    /// What the file holds, or nil where there is no file or it holds no JSON object.
    func read() throws(HostError) -> Document? {
        guard let content = try files.read(path), let document = Document(json: content), case .map = document else {
            return nil
        }
        return document
    }

    /// Replaces the file.
    func write(_ document: Document) throws(HostError) {
        try files.replace(path, with: Bytes(JSONWriter.bytes(document, style: .python)))
    }
}
