internal import Glibc
internal import Synchronization

/// Runs a task on the thread that asks for it, so that a tool which counts instructions sees nothing of how threads are
/// woken.
final class OneThread: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
    }

    /// Runs an operation to its end.
    static func run(_ operation: @escaping @Sendable () async throws -> Void) throws {
        let thread = OneThread()
        let outcome = Kept<Result<Void, any Error>?>(nil)
        Task.detached(executorPreference: thread) {
            do {
                try await operation()
                outcome.change { $0 = .success(()) }
            } catch {
                outcome.change { $0 = .failure(error) }
            }
        }
        while outcome.value == nil {
            let jobs = thread.jobs.withLock { $0.take() }
            for job in jobs { job.runSynchronously(on: thread.asUnownedTaskExecutor()) }
            // The first call has its client made by a task of its own, elsewhere.
            if jobs.isEmpty { usleep(1000) }
        }
        try outcome.value?.get()
    }
}

extension Array {
    /// Empties the array and gives what was in it.
    fileprivate mutating func take() -> [Element] {
        defer { self = [] }
        return self
    }
}
