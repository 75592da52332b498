final class EventLoop: TaskExecutor {
    static let shared = EventLoop()
    func enqueue(_ job: consuming ExecutorJob) { }
}
