internal import CLinux
internal import Glibc
internal import Synchronization

/// An error number of the system's.
struct SystemFault: Error, Equatable {
    let number: Int32

    /// What the last call of the system's failed with.
    static var last: SystemFault { SystemFault(number: errno) }
}

/// The event loop's two descriptors: epoll's, and the one by which other threads wake the loop's.
///
/// They are opened when they are first needed and are never closed. Where the process may have no more descriptors,
/// whoever needs these learns so, and who needs them next tries again.
final class Poller: Sendable {
    /// The event that says no more than that the thread was woken.
    private static let wakeMark = UInt64.max

    /// Both descriptors, each plus one; zero while they are not open. Epoll's comes first.
    private let descriptors = Atomic<UInt64>(0)
    private let opening = Mutex(())

    /// Opens the descriptors, unless they are open already.
    func open() throws(SystemFault) {
        guard !isOpen else { return }
        try opening.withLock { _ throws(SystemFault) in
            guard !isOpen else { return }
            let poll = epoll_create1(Int32(EPOLL_CLOEXEC))
            guard poll >= 0 else { throw .last }
            // Its count begins at one, so that the first wait ends at once: what was said while nobody could be woken
            // is looked for once more.
            let wakeUp = eventfd(1, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
            var event = epoll_event(events: EPOLLIN.rawValue, data: epoll_data_t(u64: Self.wakeMark))
            guard wakeUp >= 0, epoll_ctl(poll, EPOLL_CTL_ADD, wakeUp, &event) == 0 else {
                let fault = SystemFault.last
                if wakeUp >= 0 { close(wakeUp) }
                close(poll)
                throw fault
            }
            descriptors.store(
                UInt64(UInt32(poll) + 1) << 32 | UInt64(UInt32(wakeUp) + 1), ordering: .sequentiallyConsistent)
        }
    }

    /// Whether the descriptors are open.
    var isOpen: Bool { descriptors.load(ordering: .sequentiallyConsistent) != 0 }

    private var poll: Int32 { Int32(truncatingIfNeeded: descriptors.load(ordering: .sequentiallyConsistent) >> 32) - 1 }

    /// Has a descriptor's events told, with a mark.
    func add(_ descriptor: Int32, events: UInt32, mark: UInt64) throws(SystemFault) {
        try open()
        var event = epoll_event(events: events, data: epoll_data_t(u64: mark))
        guard epoll_ctl(poll, EPOLL_CTL_ADD, descriptor, &event) == 0 else { throw .last }
    }

    /// Has other events of a descriptor told than before.
    func change(_ descriptor: Int32, events: UInt32, mark: UInt64) {
        var event = epoll_event(events: events, data: epoll_data_t(u64: mark))
        epoll_ctl(poll, EPOLL_CTL_MOD, descriptor, &event)
    }

    /// Ends the wait that is under way, or else the next; of no effect while the descriptors are not open.
    func wake() {
        let wakeUp = Int32(truncatingIfNeeded: descriptors.load(ordering: .sequentiallyConsistent)) - 1
        guard wakeUp >= 0 else { return }
        var one: UInt64 = 1
        _ = write(wakeUp, &one, MemoryLayout<UInt64>.size)
    }

    /// Waits for events and takes them, for so many milliseconds at most, or for ever where that is negative.
    ///
    /// - Returns: how many there are; none where the descriptors are not open.
    func wait(_ events: UnsafeMutableBufferPointer<epoll_event>, milliseconds: Int32) -> Int {
        max(Int(epoll_wait(poll, events.baseAddress, Int32(events.count), milliseconds)), 0)
    }

    /// Whether an event is that somebody woke the thread; it is over with that.
    func takesWaking(_ event: epoll_event) -> Bool {
        guard event.data.u64 == Self.wakeMark else { return false }
        var count: UInt64 = 0
        let wakeUp = Int32(truncatingIfNeeded: descriptors.load(ordering: .sequentiallyConsistent)) - 1
        _ = read(wakeUp, &count, MemoryLayout<UInt64>.size)
        return true
    }
}
