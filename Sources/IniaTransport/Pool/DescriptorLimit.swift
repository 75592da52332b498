internal import Glibc

/// How many descriptors the process may have.
enum DescriptorLimit {
    /// Three quarters of the descriptors that the process may have open at a time: what connections may take of them.
    static var share: Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return .max }
        return Int(clamping: limit.rlim_cur / 4) * 3
    }
}
