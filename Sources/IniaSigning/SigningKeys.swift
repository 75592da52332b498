public import IniaDigests
internal import Synchronization

/// Signing keys that were derived already, each found by the whole of what it was derived from.
///
/// A key holds for a day, so deriving it for each request would be most of the cost of signing. The newest 64 are kept.
public final class SigningKeys: Sendable {
    private struct Name: Hashable {
        let accessKeyID: String
        let secretAccessKey: String
        /// Day, region and service; empty for a private key, which holds for all of them.
        let scope: [String]
    }

    private enum Key {
        case symmetric(HMAC)
        case asymmetric(P256PrivateKey)
    }

    private struct Keys {
        var keys: [Name: (key: Key, lastUse: UInt64)] = [:]
        var uses: UInt64 = 0
    }

    private static let limit = 64
    private let keys = Mutex(Keys())

    /// Creates an empty cache.
    public init() {}

    /// The key that signs for a day, region and service.
    func key(for credentials: Credentials, day: String, region: String, service: String) -> HMAC {
        let name = Name(
            accessKeyID: credentials.accessKeyID, secretAccessKey: credentials.secretAccessKey,
            scope: [day, region, service])
        if case .symmetric(let key) = find(name) { return key }
        var code = [UInt8]("AWS4\(credentials.secretAccessKey)".utf8)
        for part in [day, region, service, "aws4_request"] { code = HMAC(.sha256, key: code).code(for: part).bytes }
        let key = HMAC(.sha256, key: code)
        keep(.symmetric(key), name)
        return key
    }

    /// The private key that signs for all regions; AWS: "Deriving a SigV4A signing key".
    public func privateKey(for credentials: Credentials) throws(SigningError) -> P256PrivateKey {
        let name = Name(
            accessKeyID: credentials.accessKeyID, secretAccessKey: credentials.secretAccessKey, scope: [])
        if case .asymmetric(let key) = find(name) { return key }
        let key = try AsymmetricKey.derived(from: credentials)
        keep(.asymmetric(key), name)
        return key
    }

    private func find(_ name: Name) -> Key? {
        keys.withLock { keys in
            keys.uses += 1
            keys.keys[name]?.lastUse = keys.uses
            return keys.keys[name]?.key
        }
    }

    private func keep(_ key: Key, _ name: Name) {
        keys.withLock { keys in
            if keys.keys.count >= Self.limit, let oldest = keys.keys.min(by: { $0.value.lastUse < $1.value.lastUse }) {
                keys.keys[oldest.key] = nil
            }
            keys.keys[name] = (key, keys.uses)
        }
    }
}

extension SigningKeys: CustomReflectable {
    /// Nothing: keys are secrets.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
