internal import CLinux
internal import Glibc

/// Starts threads of the system's, for what must not hold up the cooperative pool.
enum Thread {
    private final class Work: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Runs a closure on a thread of its own, which nobody joins and no signal reaches.
    ///
    /// - Parameter name: what the system shows the thread as; 15 bytes at most.
    static func start(_ name: String, _ body: @escaping @Sendable () -> Void) {
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        var thread = pthread_t()
        let work = Unmanaged.passRetained(
            Work {
                inia_name_thread(name)
                body()
            })
        let result = pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
                return nil
            }, work.toOpaque())
        guard result == 0 else {
            // No thread can be had: better late than never, on the caller's.
            work.release()
            return body()
        }
        pthread_detach(thread)
    }
}
