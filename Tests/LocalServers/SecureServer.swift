internal import COpenSSL
internal import Glibc

/// A server on 127.0.0.1 that speaks TLS in the test's own process: it answers every request with the same bytes.
public final class SecureServer: Sendable {
    /// What it does beside answering.
    public enum Ending: Sendable {
        /// Nothing until the client closes.
        case none
        /// It says that it closes, and does, after its first answer.
        case farewell
        /// It closes after its first answer without a word of TLS.
        case cut
        /// It wants to negotiate anew before each answer, which TLS 1.2 has.
        case renegotiation
        /// It changes its key, wants the client to change its own, and sends a ticket, in the midst of each answer.
        case keys
        /// It sends tickets for ever, in place of an answer.
        case tickets
        /// It answers once before it is asked.
        case greeting
    }

    private let server: LoopbackServer

    /// The port that it listens on.
    public var port: Int { server.port }
    /// The number of connections so far.
    public var accepted: Int { server.accepted }

    /// Begins to listen with one of the certificates.
    ///
    /// - Parameters:
    ///   - version: the only version of TLS that is spoken, as OpenSSL numbers it.
    ///   - uploads: how many bytes each request has after its head.
    ///   - received: is told of them.
    ///   - greeted: is told that the greeting has been sent.
    public init(
        _ certificates: Certificates, _ name: String, version: Int32 = 0x304, answer: String, ending: Ending = .none,
        uploads: Int = 0, received: @escaping @Sendable ([UInt8]) -> Void = { _ in },
        greeted: @escaping @Sendable () -> Void = {}
    ) throws {
        let owner = try ServerContext(certificates, name, version: version)
        server = LoopbackServer { peer in
            guard let ssl = SSL_new(owner.handle) else { return }
            defer { SSL_free(ssl) }
            SSL_set_fd(ssl, peer.descriptor)
            guard SSL_accept(ssl) == 1 else { return }
            if ending == .greeting {
                guard SSL_write(ssl, Array(answer.utf8), Int32(answer.utf8.count)) > 0 else { return }
                greeted()
            }
            var request: [UInt8] = []
            var byte: UInt8 = 0
            while SSL_read(ssl, &byte, 1) == 1 {
                request.append(byte)
                guard byte == 10, request.ends(with: [13, 10, 13, 10]) else { continue }
                request = []
                if uploads > 0 { received(Self.read(uploads, from: ssl)) }
                if ending == .renegotiation {
                    SSL_renegotiate(ssl)
                    SSL_do_handshake(ssl)
                }
                while ending == .tickets { guard Self.refresh(ssl, withKeys: false) else { return } }
                var rest = Array(answer.utf8)[...]
                if ending == .keys {
                    for part in rest.prefix(20) {
                        guard SSL_write(ssl, [part], 1) > 0, Self.refresh(ssl, withKeys: true) else { return }
                    }
                    rest = rest.dropFirst(20)
                }
                guard SSL_write(ssl, Array(rest), Int32(rest.count)) > 0 else { return }
                if ending == .cut { return }
                if ending == .farewell { break }
            }
            SSL_shutdown(ssl)
        }
        // A peer that goes away is an error, as it is for the other servers.
        signal(SIGPIPE, SIG_IGN)
    }

    deinit { server.stop() }

    /// Sends a ticket, and a new key where that is wanted; gives whether the client is still there.
    private static func refresh(_ ssl: OpaquePointer, withKeys: Bool) -> Bool {
        guard SSL_new_session_ticket(ssl) == 1, SSL_do_handshake(ssl) == 1 else { return false }
        return !withKeys || SSL_key_update(ssl, SSL_KEY_UPDATE_REQUESTED) == 1 && SSL_do_handshake(ssl) == 1
    }

    private static func read(_ count: Int, from ssl: OpaquePointer) -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count < count {
            let length = Int(SSL_read(ssl, &piece, Int32(min(piece.count, count - bytes.count))))
            guard length > 0 else { break }
            bytes += piece[..<length]
        }
        return bytes
    }
}

/// What a server shows to those who connect to it: an owner of OpenSSL's `SSL_CTX`.
final class ServerContext: @unchecked Sendable {
    // Sendable because OpenSSL counts references atomically and the context is not changed once it is used.
    let handle: OpaquePointer

    /// Prepares one of the certificates.
    ///
    /// - Parameter version: the only version of TLS that is spoken, as OpenSSL numbers it; nil for all that it knows.
    init(_ certificates: Certificates, _ name: String, version: Int32? = nil) throws {
        guard inia_tls_start() == 1, let context = SSL_CTX_new(TLS_server_method()) else {
            throw Broken(what: "SSL_CTX_new")
        }
        handle = context
        let (certificate, key) = ("\(certificates.folder)/\(name).pem", "\(certificates.folder)/\(name).key")
        guard SSL_CTX_use_certificate_chain_file(context, certificate) == 1,
            SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) == 1
        else { throw Broken(what: "a certificate for the server") }
        guard let version else { return }
        guard SSL_CTX_ctrl(context, SSL_CTRL_SET_MIN_PROTO_VERSION, Int(version), nil) == 1,
            SSL_CTX_ctrl(context, SSL_CTRL_SET_MAX_PROTO_VERSION, Int(version), nil) == 1
        else { throw Broken(what: "a version of TLS for the server") }
    }

    deinit { SSL_CTX_free(handle) }
}
