internal import CLinux
internal import Glibc
internal import Synchronization

/// What the event loop tells of readiness and of time. Both are called on the loop's thread, and must not wait.
protocol LoopEntry: AnyObject, Sendable {
    /// The descriptor has become ready for the events, as epoll names them.
    func ready(_ events: UInt32)
    /// Ends what was due before a moment; gives when the next thing is due.
    func expire(at now: Moment) -> Moment
}

/// The one thread that waits for sockets and for time to pass, and an executor for tasks that prefer it.
///
/// There is one for the process. Its thread begins when something is entered or a job comes, and ends when nothing has
/// been there for a second; the executor itself, and its two descriptors, stay, for it has to outlive every task that
/// prefers it. It holds what is entered and nothing else, so sockets and pools go when their owners do.
///
/// While a process has no descriptor left for the loop, sockets cannot be entered, and whoever has one is told why. Jobs
/// and deadlines are no less due: the thread then looks for them every few milliseconds.
///
/// A process that was forked from one with a loop begins one of its own: the thread did not come along, and what is
/// entered there, and the very epoll descriptor, are the parent's.
final class EventLoop: TaskExecutor, @unchecked Sendable {
    // Sendable because `current` and `next` are the thread's own, and the rest is behind locks.
    static var shared: EventLoop {
        let process = inia_fork_generation()
        guard process > 0 else { return first }
        return inherited.withLock { inherited in
            if let (known, loop) = inherited, known == process { return loop }
            let loop = EventLoop()
            inherited = (process, loop)
            return loop
        }
    }

    private static let first = EventLoop()
    /// The loop of a process that was forked from one with a loop, with the count of forks that led to it.
    private static let inherited = Mutex<(process: UInt32, loop: EventLoop)?>(nil)

    /// Where an entry stands, and which of those that stood there it is: epoll's events carry it.
    struct Ticket: Sendable {
        let index: UInt32
        let generation: UInt32

        var packed: UInt64 { UInt64(generation) << 32 | UInt64(index) }
    }

    private struct Table {
        var entries: [(generation: UInt32, entry: (any LoopEntry)?)] = []
        var free: [UInt32] = []

        var count: Int { entries.count - free.count }
    }

    private struct Inbox {
        var jobs: [UnownedJob] = []
        var isSignalled = false
        /// Whether there is a thread, or will be one at once.
        var isServed = false
    }

    private static let batchSize = 256
    /// How often jobs that beget jobs are followed up before sockets get their turn. A call is half a dozen jobs in a row
    /// where it visits actors; a look at the sockets after each cost more than the jobs.
    private static let roundLimit = 16
    /// How long the thread stays, in milliseconds, where nothing is entered.
    private static let linger: Int32 = 1000
    /// How long the thread sleeps, in microseconds, where nobody can wake it.
    private static let nap: UInt32 = 2000

    private let poller = Poller()
    private let table = Mutex(Table())
    private let inbox = Mutex(Inbox())
    /// When entries are next asked what is due, in nanoseconds.
    private let nextSweep = Atomic<Int64>(.max)
    private let thread = Atomic<UInt>(0)
    // The loop's thread alone comes here, so that the checks for overlapping access, at each of a dozen turns of a call,
    // can find nothing.
    @exclusivity(unchecked) private var current: [UnownedJob] = []
    @exclusivity(unchecked) private var next: [UnownedJob] = []

    private init() { inia_count_forks() }

    // MARK: Entries

    /// Enters something without a descriptor, which is only asked what is due.
    func enter(_ entry: any LoopEntry) -> Ticket {
        let (ticket, isFirst) = table.withLock { table -> (Ticket, Bool) in
            let isFirst = table.count == 0
            if let index = table.free.popLast() {
                table.entries[Int(index)].generation &+= 1
                table.entries[Int(index)].entry = entry
                return (Ticket(index: index, generation: table.entries[Int(index)].generation), isFirst)
            }
            table.entries.append((0, entry))
            return (Ticket(index: UInt32(table.entries.count - 1), generation: 0), isFirst)
        }
        // While something is entered the thread does not end, so only the first has to see to it.
        if isFirst { serve() }
        return ticket
    }

    /// What an entry with a descriptor is told at every change: its end, or that and what it is ready for.
    private static let endEvents = EPOLLRDHUP.rawValue | EPOLLET.rawValue
    private static let allEvents = endEvents | EPOLLIN.rawValue | EPOLLOUT.rawValue

    /// Enters something that wants to know, at every change, what its descriptor is ready for.
    ///
    /// - Throws: ``SystemFault`` where the machine does not allow it, as when the loop itself can have no descriptors;
    ///   nothing is entered then.
    func enter(_ entry: any LoopEntry, descriptor: Int32) throws(SystemFault) -> Ticket {
        let ticket = enter(entry)
        do throws(SystemFault) {
            try poller.add(descriptor, events: Self.allEvents, mark: ticket.packed)
            return ticket
        } catch {
            leave(ticket)
            throw error
        }
    }

    /// Says whether an entry wants to know what its descriptor is ready for, or only of its end. With the former it is
    /// told at once what the descriptor is ready for already.
    func listen(_ ticket: Ticket, descriptor: Int32, toAll isAll: Bool) {
        poller.change(descriptor, events: isAll ? Self.allEvents : Self.endEvents, mark: ticket.packed)
    }

    /// Lets go of an entry; what it still was to be told is not told.
    func leave(_ ticket: Ticket) {
        let isLast = table.withLock { table in
            let index = Int(ticket.index)
            guard index < table.entries.count, table.entries[index].generation == ticket.generation,
                table.entries[index].entry != nil
            else { return false }
            table.entries[index].entry = nil
            table.free.append(ticket.index)
            return table.count == 0
        }
        if isLast, !isCurrent { poller.wake() }
    }

    /// Makes sure that entries are asked what is due at a moment. The entry must know its deadline already.
    func arm(_ deadline: Moment) {
        let (old, _) = nextSweep.min(deadline.nanoseconds, ordering: .sequentiallyConsistent)
        if deadline.nanoseconds < old, !isCurrent { poller.wake() }
    }

    // MARK: Executor

    /// Runs a job of a task that prefers this executor.
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if isCurrent {
            next.append(job)
            return
        }
        let (isFirst, isServed) = inbox.withLock { inbox in
            inbox.jobs.append(job)
            defer { inbox.isSignalled = true }
            return (!inbox.isSignalled, inbox.isServed)
        }
        if !isServed { serve() } else if isFirst { poller.wake() }
    }

    private var isCurrent: Bool { pthread_self() == thread.load(ordering: .relaxed) }

    // MARK: The thread

    /// Sees to it that there is a thread.
    private func serve() {
        let isMissing = inbox.withLock { inbox in
            defer { inbox.isServed = true }
            return !inbox.isServed
        }
        if isMissing { Thread.start("inia-loop") { [self] in run() } }
    }

    private func run() {
        thread.store(pthread_self(), ordering: .relaxed)
        let events = UnsafeMutableBufferPointer<epoll_event>.allocate(capacity: Self.batchSize)
        defer { events.deallocate() }
        while true {
            runJobs()
            let count = wait(events)
            for index in 0..<count { deliver(events[index]) }
            // What has happened comes before what is late: a process that was stopped finds both.
            sweepIfDue()
            if count == 0, isThrough { return }
        }
    }

    /// Waits for events until something is due; gives how many there are.
    private func wait(_ events: UnsafeMutableBufferPointer<epoll_event>) -> Int {
        do throws(SystemFault) {
            try poller.open()
            return poller.wait(events, milliseconds: timeout)
        } catch {
            usleep(Self.nap)
            return 0
        }
    }

    /// Whether nobody needs the thread; whoever does from here on begins another.
    private var isThrough: Bool {
        table.withLock { table in
            guard table.count == 0, next.isEmpty else { return false }
            return inbox.withLock { inbox in
                guard inbox.jobs.isEmpty else { return false }
                inbox.isServed = false
                inbox.isSignalled = false
                thread.store(0, ordering: .relaxed)
                return true
            }
        }
    }

    private func runJobs() {
        let executor = asUnownedTaskExecutor()
        for _ in 0..<Self.roundLimit {
            if next.isEmpty {
                inbox.withLock { inbox in
                    swap(&inbox.jobs, &next)
                    inbox.isSignalled = false
                }
            }
            guard !next.isEmpty else { return }
            swap(&next, &current)
            for job in current { job.runSynchronously(on: executor) }
            current.removeAll(keepingCapacity: true)
        }
    }

    /// Milliseconds until something is due, rounded up.
    private var timeout: Int32 {
        if !next.isEmpty { return 0 }
        if table.withLock({ $0.count == 0 }) { return Self.linger }
        let due = nextSweep.load(ordering: .sequentiallyConsistent)
        guard due != .max else { return -1 }
        let wait = due - Moment.now.nanoseconds
        return wait <= 0 ? 0 : Int32(clamping: wait / 1_000_000 + 1)
    }

    private func deliver(_ event: epoll_event) {
        if poller.takesWaking(event) { return }
        let mark = event.data.u64
        let (index, generation) = (Int(mark & 0xFFFF_FFFF), UInt32(mark >> 32))
        let entry = table.withLock { table in
            index < table.entries.count && table.entries[index].generation == generation
                ? table.entries[index].entry : nil
        }
        entry?.ready(event.events)
    }

    private func sweepIfDue() {
        guard nextSweep.load(ordering: .sequentiallyConsistent) != .max else { return }
        let now = Moment.now
        guard nextSweep.load(ordering: .sequentiallyConsistent) <= now.nanoseconds else { return }
        // Whatever is armed from here on is seen below or lowers the mark again.
        nextSweep.store(.max, ordering: .sequentiallyConsistent)
        let entries = table.withLock { table in table.entries.compactMap(\.entry) }
        var earliest = Moment.never
        for entry in entries { earliest = min(earliest, entry.expire(at: now)) }
        nextSweep.min(earliest.nanoseconds, ordering: .sequentiallyConsistent)
    }
}
