internal import Glibc
internal import IniaHTTP
internal import IniaWire
internal import Synchronization

/// The TLS contexts of a transport, one for each set of options, and the machine's authorities.
final class TrustStore: Sendable {
    private struct Key: Hashable {
        let options: TLSOptions
        let versions: [HTTPVersion]
    }

    private let contexts = Mutex<[Key: TLSContext]>([:])

    /// The context of the options, made when it is first asked for; a failure is not kept.
    func context(_ options: TLSOptions, versions: [HTTPVersion]) throws(WireError) -> TLSContext {
        let key = Key(options: options, versions: versions)
        if let known = contexts.withLock({ $0[key] }) { return known }
        let made = try TLSContext(options, roots: Self.roots(options.verification), protocols: versions)
        return contexts.withLock { contexts in
            if let earlier = contexts[key] { return earlier }
            if contexts.count >= 256 { contexts = [:] }
            contexts[key] = made
            return made
        }
    }

    /// Appends a session's secrets to a file that the caller asked for by name.
    func keepLog(_ session: TLSSession?, at path: String?) {
        guard let path, let lines = session?.takeKeyLog(), !lines.isEmpty else { return }
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        defer { close(file) }
        let text = lines.map { $0 + "\n" }.joined()
        _ = text.withCString { Glibc.write(file, $0, strlen($0)) }
    }

    private static func roots(_ verification: TLSOptions.Verification) -> TrustRoots? {
        switch verification {
        case .none: nil
        case .authorities(let path): isFolder(path) ? .folder(path) : .file(path)
        case .system: system
        }
    }

    /// A hashed folder where there is one: a bundle takes some thirty milliseconds to read.
    private static let system: TrustRoots? = {
        let folders = ["/etc/ssl/certs", "/usr/lib/ssl/certs", "/etc/pki/tls/certs"]
        if let folder = folders.first(where: isHashed) { return .folder(folder) }
        let files = [
            "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
        ]
        return files.first { access($0, R_OK) == 0 }.map { .file($0) }
    }()

    private static func isFolder(_ path: String) -> Bool {
        guard let folder = opendir(path) else { return false }
        closedir(folder)
        return true
    }

    /// Whether a folder has an entry named as OpenSSL looks them up: eight hexadecimal digits, a dot and a number.
    private static func isHashed(_ path: String) -> Bool {
        guard let folder = opendir(path) else { return false }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            let bytes = Array(name.utf8)
            if bytes.count == 10, bytes[8] == UInt8(ascii: "."), bytes[9] >= 48, bytes[9] <= 57,
                bytes[..<8].allSatisfy({ $0 >= 48 && $0 <= 57 || $0 >= 97 && $0 <= 102 })
            {
                return true
            }
        }
        return false
    }
}
