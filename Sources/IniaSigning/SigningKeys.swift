public import IniaDigests
internal import Synchronization

/// Signing keys that were derived already, each found by the whole of what it was derived from.
///
/// A key holds for a day, so deriving it for each request would be most of the cost of signing. The newest 64 are kept.
public final class SigningKeys: Sendable {
    /// All of what a key was derived from.
    private struct Name: Equatable {
        let accessKeyID: String
        let secretAccessKey: String
        /// Empty, as the next two, for a private key, which holds for all of them.
        var day = ""
        var region = ""
        var service = ""
    }

    private enum Key {
        case symmetric(HMAC)
        case asymmetric(P256PrivateKey)
    }

    private static let limit = 64
    /// The key that was used last comes first: a client signs with one nearly always, and comparing a name with it
    /// takes a fraction of hashing the name.
    private let keys = Mutex<[(name: Name, key: Key)]>([])

    /// Creates an empty cache.
    public init() {}

    /// The key that signs for a day, region and service.
    func key(for credentials: Credentials, day: String, region: String, service: String) -> HMAC {
        let name = Name(
            accessKeyID: credentials.accessKeyID, secretAccessKey: credentials.secretAccessKey,
            day: day, region: region, service: service)
        if case .symmetric(let key) = find(name) { return key }
        var code = [UInt8]("AWS4\(credentials.secretAccessKey)".utf8)
        for part in [day, region, service, "aws4_request"] { code = HMAC(.sha256, key: code).code(for: part).bytes }
        let key = HMAC(.sha256, key: code)
        keep(.symmetric(key), name)
        return key
    }

    /// The private key that signs for all regions; AWS: "Deriving a SigV4A signing key".
    public func privateKey(for credentials: Credentials) throws(SigningError) -> P256PrivateKey {
        let name = Name(accessKeyID: credentials.accessKeyID, secretAccessKey: credentials.secretAccessKey)
        if case .asymmetric(let key) = find(name) { return key }
        let key = try AsymmetricKey.derived(from: credentials)
        keep(.asymmetric(key), name)
        return key
    }

    private func find(_ name: Name) -> Key? {
        keys.withLock { keys in
            guard let place = keys.firstIndex(where: { $0.name == name }) else { return nil }
            if place > 0 { keys.insert(keys.remove(at: place), at: 0) }
            return keys[0].key
        }
    }

    private func keep(_ key: Key, _ name: Name) {
        keys.withLock { keys in
            if keys.count >= Self.limit { keys.removeLast() }
            keys.insert((name, key), at: 0)
        }
    }
}

extension SigningKeys: CustomReflectable {
    /// Nothing: keys are secrets.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
