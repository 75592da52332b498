internal import COpenSSL
public import IniaHTTP
internal import Synchronization

/// Where the certificates of authorities are.
public enum TrustRoots: Sendable, Hashable {
    /// A file of PEM certificates.
    case file(String)
    /// A folder whose entries are named by hashes of subjects, as OpenSSL looks them up: nothing is read up front.
    case folder(String)
}

/// How peers are verified and what they are shown: made once for equal options, shared by their connections.
///
/// It also keeps the sessions that can be resumed, so that these are never offered under other options.
public final class TLSContext: @unchecked Sendable {
    // Sendable because OpenSSL counts references to a context atomically and it is not changed after `init`.
    let handle: OpaquePointer
    let verifies: Bool
    let keepsLog: Bool
    private let sessions = Mutex<[String: TLSResumption]>([:])

    /// Prepares verification, identity and protocols.
    ///
    /// - Parameters:
    ///   - options: what the caller asked for; of its paths, only that of the authorities is not used.
    ///   - roots: whom to trust, unless nobody is to be verified.
    ///   - protocols: what is offered by ALPN, the preferred first.
    /// - Throws: ``WireError`` with ``WireError/Code/tls`` where a file cannot be used.
    public init(_ options: TLSOptions, roots: TrustRoots?, protocols: [HTTPVersion]) throws(WireError) {
        guard inia_tls_start() == 1, let handle = SSL_CTX_new(TLS_client_method()) else {
            throw WireError(.tls, "OpenSSL does not start")
        }
        self.handle = handle
        verifies = options.verification != .none
        keepsLog = options.keyLogPath != nil
        inia_SSL_CTX_harden(handle)
        _ = inia_SSL_CTX_set_mode(handle, Int(SSL_MODE_RELEASE_BUFFERS) | Int(SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER))
        _ = inia_SSL_CTX_disable_cache(handle)
        _ = inia_SSL_CTX_set_min_proto_version(
            handle, options.minimumVersion == .tls13 ? TLS1_3_VERSION : TLS1_2_VERSION)
        let names = protocols.map { $0 == .http2 ? "h2" : "http/1.1" }
        let offer = names.reduce(into: [UInt8]()) { $0 += [UInt8($1.utf8.count)] + Array($1.utf8) }
        if !offer.isEmpty { SSL_CTX_set_alpn_protos(handle, offer, UInt32(offer.count)) }
        if keepsLog { SSL_CTX_set_keylog_callback(handle, TLSSession.keyLogCallback) }
        try trust(roots)
        if let identity = options.identity { try show(identity) }
    }

    deinit { SSL_CTX_free(handle) }

    private func trust(_ roots: TrustRoots?) throws(WireError) {
        guard verifies else { return SSL_CTX_set_verify(handle, SSL_VERIFY_NONE, nil) }
        SSL_CTX_set_verify(handle, SSL_VERIFY_PEER, nil)
        let isLoaded: Int32
        switch roots {
        case .file(let path): isLoaded = SSL_CTX_load_verify_file(handle, path)
        case .folder(let path): isLoaded = SSL_CTX_load_verify_dir(handle, path)
        case nil: isLoaded = SSL_CTX_set_default_verify_paths(handle)
        }
        guard isLoaded == 1 else { throw WireError(.tls, "the authorities cannot be loaded: \(OpenSSLErrors.taken())") }
    }

    private func show(_ identity: TLSOptions.Identity) throws(WireError) {
        guard SSL_CTX_use_certificate_chain_file(handle, identity.certificatePath) == 1 else {
            throw WireError(.tls, "the client certificate cannot be loaded: \(OpenSSLErrors.taken())")
        }
        guard
            SSL_CTX_use_PrivateKey_file(handle, identity.keyPath ?? identity.certificatePath, SSL_FILETYPE_PEM) == 1,
            SSL_CTX_check_private_key(handle) == 1
        else { throw WireError(.tls, "the client key cannot be used: \(OpenSSLErrors.taken())") }
    }

    /// The number of peers with which a session could be resumed.
    public var resumableSessions: Int { sessions.withLock(\.count) }

    func session(for peer: String) -> TLSResumption? { sessions.withLock { $0[peer] } }

    func remember(_ session: TLSResumption, for peer: String) {
        sessions.withLock { sessions in
            if sessions.count >= 1024, sessions[peer] == nil, let some = sessions.keys.first { sessions[some] = nil }
            sessions[peer] = session
        }
    }

    func forget(_ peer: String) { _ = sessions.withLock { $0.removeValue(forKey: peer) } }
}

/// What resumes a session: an owner of OpenSSL's `SSL_SESSION`.
final class TLSResumption: @unchecked Sendable {
    // Sendable because OpenSSL counts references atomically, and only hands the session to new connections.
    let handle: OpaquePointer

    init(takingOver handle: OpaquePointer) { self.handle = handle }

    deinit { SSL_SESSION_free(handle) }
}

/// OpenSSL's queue of errors, which belongs to the thread.
enum OpenSSLErrors {
    /// The reason of the first error, in OpenSSL's words; the queue is empty then.
    static func taken() -> String {
        let code = ERR_get_error()
        ERR_clear_error()
        guard code != 0, let reason = ERR_reason_error_string(code) else { return "no reason given" }
        return String(cString: reason)
    }
}
