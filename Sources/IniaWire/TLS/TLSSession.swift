internal import COpenSSL

/// One TLS connection without its socket: ciphertext goes in and out through memory (an owner of OpenSSL's `SSL`).
///
/// The owner brings what arrives by ``receive(upTo:_:)``, sends what ``lendCiphertext(_:)`` lends after every step,
/// and calls ``handshake()`` until it is done. Not Sendable: it belongs to one connection.
public final class TLSSession {
    /// What reading came to.
    public enum Reading: Equatable, Sendable {
        /// So many bytes of plaintext.
        case bytes(Int)
        /// More ciphertext must arrive.
        case needsMore
        /// The peer has said that it sends no more.
        case end
    }

    private let context: TLSContext
    private let peer: String
    private let host: String
    private let ssl: OpaquePointer
    /// How OpenSSL moves ciphertext to and from a session's memory.
    // Safe because it is made once for the life of the process, and OpenSSL only reads it.
    nonisolated(unsafe) private static let tunnelMethod = inia_tunnel_method()
    /// The ciphertext on its way in and out.
    private let tunnel: UnsafeMutablePointer<inia_tunnel>
    private var keyLog: [String] = []
    /// Whether the handshake is done.
    public private(set) var isReady = false
    private var isRemembered = false

    /// Prepares a connection to a host, resuming an earlier session with it where there is one.
    ///
    /// - Parameters:
    ///   - host: a name, or an address, which is then looked for in the certificate as such.
    ///   - port: tells apart the sessions of a host.
    public init(_ context: TLSContext, host: String, port: Int) throws(WireError) {
        guard let ssl = SSL_new(context.handle) else { throw WireError(.tls, OpenSSLErrors.taken()) }
        let tunnel = UnsafeMutablePointer<inia_tunnel>.allocate(capacity: 1)
        tunnel.initialize(to: inia_tunnel())
        guard let bio = inia_tunnel_bio(Self.tunnelMethod, tunnel) else {
            SSL_free(ssl)
            tunnel.deallocate()
            throw WireError(.tls, OpenSSLErrors.taken())
        }
        self.context = context
        self.host = host
        peer = "\(host):\(port)"
        (self.ssl, self.tunnel) = (ssl, tunnel)
        SSL_set_bio(ssl, bio, bio)
        SSL_set_connect_state(ssl)
        try identify()
        if let earlier = context.session(for: peer) { SSL_set_session(ssl, earlier.handle) }
        if context.keepsLog { SSL_set_ex_data(ssl, 0, Unmanaged.passUnretained(self).toOpaque()) }
    }

    deinit {
        // Otherwise OpenSSL takes the session for a broken one and marks it as not to be resumed.
        SSL_set_shutdown(ssl, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN)
        SSL_free(ssl)
        inia_tunnel_empty(tunnel)
        tunnel.deallocate()
    }

    private func identify() throws(WireError) {
        let parameters = SSL_get0_param(ssl)
        if X509_VERIFY_PARAM_set1_ip_asc(parameters, host) == 1 { return }
        ERR_clear_error()
        let name = host.hasSuffix(".") ? String(host.dropLast()) : host
        X509_VERIFY_PARAM_set_hostflags(parameters, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
        guard inia_SSL_set_server_name(ssl, name) == 1, X509_VERIFY_PARAM_set1_host(parameters, name, 0) == 1 else {
            throw WireError(.tls, "a host name that cannot be verified")
        }
    }

    /// Takes in ciphertext, so many bytes at most, which a closure writes to the place that it is lent.
    ///
    /// - Parameter fill: gives how many bytes it has written.
    /// - Returns: whether there was memory for them; else nothing was taken in.
    public func receive<Failure: Error>(
        upTo limit: Int, _ fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) -> Bool {
        guard inia_tunnel_reserve(&tunnel.pointee.in, limit) == 1, let start = tunnel.pointee.in.bytes else {
            return false
        }
        let place = UnsafeMutableRawBufferPointer(start: start + tunnel.pointee.in.last, count: limit)
        let count = try fill(place)
        tunnel.pointee.in.last += min(max(count, 0), limit)
        return true
    }

    /// Goes on with the handshake; gives whether it is done.
    public func handshake() throws(WireError) -> Bool {
        if isReady { return true }
        ERR_clear_error()
        let result = SSL_do_handshake(ssl)
        if result == 1 {
            isReady = true
            return true
        }
        switch SSL_get_error(ssl, result) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return false
        default:
            context.forget(peer)
            throw WireError(.tls, verificationFailure ?? "the handshake failed: \(OpenSSLErrors.taken())")
        }
    }

    /// The failure of a handshake that the peer cut off by closing.
    public static let cutHandshake = WireError(.tls, "the peer closed in the handshake")

    private var verificationFailure: String? {
        let result = Int32(clamping: SSL_get_verify_result(ssl))
        guard context.verifies, result != X509_V_OK else { return nil }
        ERR_clear_error()
        switch result {
        case X509_V_ERR_CERT_HAS_EXPIRED: return "the certificate has expired"
        case X509_V_ERR_CERT_NOT_YET_VALID: return "the certificate is not valid yet"
        case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH:
            return "the certificate is for another host than \(host)"
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT,
            X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
            X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
            return "the certificate is of an unknown authority"
        default:
            return "the certificate is not acceptable: \(String(cString: X509_verify_cert_error_string(Int(result))))"
        }
    }

    /// Reads plaintext to a place, as much as there is.
    public func read(into place: UnsafeMutableRawBufferPointer) throws(WireError) -> Reading {
        var total = 0
        while total < place.count {
            guard let start = place.baseAddress else { break }
            let result = SSL_read(ssl, start + total, Int32(clamping: place.count - total))
            if result > 0 {
                total += Int(result)
                continue
            }
            let reason = SSL_get_error(ssl, result)
            if reason == SSL_ERROR_WANT_READ || reason == SSL_ERROR_WANT_WRITE || total > 0 { break }
            if reason == SSL_ERROR_ZERO_RETURN { return .end }
            throw WireError(.tls, "a damaged record: \(OpenSSLErrors.taken())")
        }
        if total > 0 { remember() }
        return total > 0 ? .bytes(total) : .needsMore
    }

    /// Whether something has arrived that was not read: plaintext, a record, or a part of one.
    public var hasUnread: Bool { SSL_has_pending(ssl) == 1 || tunnel.pointee.in.first < tunnel.pointee.in.last }

    /// Encrypts plaintext; all of it, since it goes to memory.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(WireError) {
        var rest = bytes
        while let start = rest.baseAddress, rest.count > 0 {
            let written = SSL_write(ssl, start, Int32(clamping: rest.count))
            guard written > 0 else { throw WireError(.tls, "encryption failed: \(OpenSSLErrors.taken())") }
            rest = UnsafeRawBufferPointer(rebasing: rest[Int(written)...])
        }
    }

    /// How many bytes of ciphertext are to be sent.
    public var ciphertextCount: Int { tunnel.pointee.out.last - tunnel.pointee.out.first }

    /// Lends the ciphertext that is to be sent to a closure, which gives how much of it has left.
    public func lendCiphertext<Failure: Error>(
        _ take: (UnsafeRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) {
        let count = ciphertextCount
        guard count > 0, let start = tunnel.pointee.out.bytes else { return }
        let bytes = UnsafeRawBufferPointer(start: start + tunnel.pointee.out.first, count: count)
        let taken = try take(bytes)
        tunnel.pointee.out.first += min(max(taken, 0), count)
    }

    /// What was agreed by ALPN, if anything.
    public var negotiatedProtocol: String? {
        var start: UnsafePointer<UInt8>?
        var length: UInt32 = 0
        SSL_get0_alpn_selected(ssl, &start, &length)
        guard let start, length > 0 else { return nil }
        return String(decoding: UnsafeBufferPointer(start: start, count: Int(length)), as: UTF8.self)
    }

    /// Whether an earlier session was resumed.
    public var isResumed: Bool { SSL_session_reused(ssl) == 1 }

    /// The protocol's name: `TLSv1.3`.
    public var version: String { String(cString: SSL_get_version(ssl)) }

    /// Lines for a file of session secrets, each once; none unless the context's options ask for them.
    public func takeKeyLog() -> [String] {
        defer { keyLog = [] }
        return keyLog
    }

    /// Keeps the session for the next connection; with TLS 1.3 the ticket comes after the handshake.
    private func remember() {
        guard !isRemembered, let session = SSL_get1_session(ssl) else { return }
        let resumption = TLSResumption(takingOver: session)
        guard SSL_SESSION_is_resumable(session) == 1 else { return }
        isRemembered = true
        context.remember(resumption, for: peer)
    }

    static let keyLogCallback: @convention(c) (OpaquePointer?, UnsafePointer<CChar>?) -> Void = { ssl, line in
        guard let ssl, let line, let owner = SSL_get_ex_data(ssl, 0) else { return }
        Unmanaged<TLSSession>.fromOpaque(owner).takeUnretainedValue().keyLog.append(String(cString: line))
    }
}
