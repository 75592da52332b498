/// Runs tasks on the threads on which files are read and written. What runs there may wait for a file, or for a socket for
/// a moment; each wait of a task gives its thread to others.
final class FileThreads: TaskExecutor {
    private let threads: BlockingThreads

    init(_ threads: BlockingThreads) { self.threads = threads }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedTaskExecutor()
        threads.start { job.runSynchronously(on: executor) }
    }
}
