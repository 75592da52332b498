internal import COpenSSL

/// OpenSSL as a whole. It is left as it is when the process ends, for threads may hash and sign until then.
enum OpenSSL {
    /// Whether it is there. The first call of OpenSSL in a process decides how that ends, so each way into it that is
    /// taken here asks for this before.
    static let isStarted = inia_crypto_start() == 1
}
