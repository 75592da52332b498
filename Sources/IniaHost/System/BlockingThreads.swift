internal import CHost
internal import Glibc

/// A few threads for work that blocks, so that the cooperative pool never does.
///
/// Threads are started as they are needed, up to a limit, and end after some seconds without work.
final class BlockingThreads: @unchecked Sendable {
    // Sendable because everything mutable is touched only with the monitor's lock held. A lock of the standard
    // library would not do: its mutex has no condition to wait for.
    private let monitor: UnsafeMutablePointer<inia_monitor>
    private let limit: Int
    private var jobs: [@Sendable () -> Void] = []
    private var taken = 0
    private var threads = 0
    private var idle = 0

    private static let linger = 5000

    init(limit: Int) {
        self.limit = limit
        monitor = .allocate(capacity: 1)
        inia_monitor_init(monitor)
    }

    deinit {
        inia_monitor_destroy(monitor)
        monitor.deallocate()
    }

    /// Does blocking work on one of the threads, after what was asked for before.
    func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            start { continuation.resume(returning: work()) }
        }
    }

    /// Has blocking work done on one of the threads, after what was asked for before, without waiting for it.
    func start(_ job: @escaping @Sendable () -> Void) {
        pthread_mutex_lock(&monitor.pointee.lock)
        jobs.append(job)
        let needsThread = idle < jobs.count - taken && threads < limit
        if needsThread { threads += 1 }
        pthread_cond_signal(&monitor.pointee.changed)
        pthread_mutex_unlock(&monitor.pointee.lock)
        if needsThread, !startThread() { threadFailed() }
    }

    private func startThread() -> Bool {
        let retained = Unmanaged.passRetained(self)
        let fault = inia_thread(
            { argument in
                if let argument { Unmanaged<BlockingThreads>.fromOpaque(argument).takeRetainedValue().work() }
                return nil
            }, retained.toOpaque())
        if fault != 0 { retained.release() }
        return fault == 0
    }

    /// Without any thread the work must still be done, so the caller does it.
    private func threadFailed() {
        pthread_mutex_lock(&monitor.pointee.lock)
        threads -= 1
        let isAlone = threads == 0
        pthread_mutex_unlock(&monitor.pointee.lock)
        if isAlone { while let job = nextJob(waiting: false) { job() } }
    }

    private func work() {
        while let job = nextJob(waiting: true) { job() }
    }

    private func nextJob(waiting: Bool) -> (@Sendable () -> Void)? {
        pthread_mutex_lock(&monitor.pointee.lock)
        defer { pthread_mutex_unlock(&monitor.pointee.lock) }
        if waiting, taken == jobs.count {
            idle += 1
            inia_monitor_wait(monitor, Self.linger)
            idle -= 1
        }
        guard taken < jobs.count else {
            if waiting { threads -= 1 }
            return nil
        }
        let job = jobs[taken]
        taken += 1
        if taken == jobs.count {
            jobs.removeAll(keepingCapacity: true)
            taken = 0
        } else if taken >= 64, taken * 2 >= jobs.count {
            jobs.removeFirst(taken)
            taken = 0
        }
        return job
    }
}
