internal import COpenSSL

/// A hash function of OpenSSL, fetched once for the life of the process: a fetch costs more than a small hash.
///
/// It owns a handle that OpenSSL never changes after it was fetched, so threads may share it.
final class HashFunction: @unchecked Sendable {
    static let md5 = HashFunction("MD5")
    static let sha1 = HashFunction("SHA1")
    static let sha256 = HashFunction("SHA256")
    static let sha512 = HashFunction("SHA512")

    fileprivate let raw: OpaquePointer

    /// Where the machine's configuration offers only approved functions (FIPS), MD5 is missing from it; as a
    /// checksum it is still needed, and a library context of its own has it.
    private init(_ name: String) {
        guard OpenSSL.isStarted, let raw = EVP_MD_fetch(nil, name, nil) ?? EVP_MD_fetch(OSSL_LIB_CTX_new(), name, nil)
        else {
            preconditionFailure("OpenSSL has no \(name)")
        }
        self.raw = raw
    }

    deinit { EVP_MD_free(raw) }
}

/// The running state of a hash function: the owner of an OpenSSL context.
///
/// Its users are values that copy it before they change a shared one, so it is never changed while another thread
/// reads it.
final class HashState: @unchecked Sendable {
    private let raw: OpaquePointer

    init(_ function: HashFunction) {
        raw = Self.newContext()
        succeed(EVP_DigestInit_ex2(raw, function.raw, nil))
    }

    init(copying other: HashState) {
        raw = Self.newContext()
        succeed(EVP_MD_CTX_copy_ex(raw, other.raw))
    }

    deinit { EVP_MD_CTX_free(raw) }

    func copy() -> HashState { HashState(copying: self) }

    /// Goes on from where another state is, whatever was taken in before.
    func reset(to other: HashState) {
        succeed(EVP_MD_CTX_copy_ex(raw, other.raw))
    }

    func update(_ memory: UnsafeRawBufferPointer) {
        guard let start = memory.baseAddress, !memory.isEmpty else { return }
        succeed(EVP_DigestUpdate(raw, start, memory.count))
    }

    /// The digest; the state takes in nothing after this.
    func finish(byteCount: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: byteCount) { digest, count in
            finish(into: digest)
            count = byteCount
        }
    }

    /// Writes the digest to memory that has room for it; the state takes in nothing after this.
    func finish(into memory: UnsafeMutableBufferPointer<UInt8>) {
        succeed(EVP_DigestFinal_ex(raw, memory.baseAddress, nil))
    }

    private static func newContext() -> OpaquePointer {
        guard let context = EVP_MD_CTX_new() else { preconditionFailure("out of memory") }
        return context
    }

    /// These calls fail only without memory or after a mistake in this file.
    private func succeed(_ status: Int32) {
        precondition(status == 1, "an OpenSSL digest failed")
    }
}
