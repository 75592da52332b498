import Synchronization

/// A reference that is set once, by whoever comes first, and read without a lock.
///
/// It does what `AtomicLazyReference` does, whose `load()` is not specialized and costs ten times as much; each member
/// of each structure that is read follows one of these.
struct OnceReference<Object: AnyObject & Sendable>: ~Copyable, Sendable {
    /// The address of the object, which is retained; zero until then.
    private let address = Atomic<UInt>(0)

    init() {}

    deinit {
        Self.object(at: address.load(ordering: .acquiring))?.release()
    }

    /// The object, or nil where none has been stored.
    func load() -> Object? {
        Self.object(at: address.load(ordering: .acquiring))?.takeUnretainedValue()
    }

    /// Reads a part of the object, or gives nil where none has been stored; nothing is retained for it.
    func read<Part>(_ part: (Object) -> Part) -> Part? {
        Self.object(at: address.load(ordering: .acquiring))?._withUnsafeGuaranteedRef(part)
    }

    /// Stores an object where there is none yet, and gives the one that is there.
    func storeIfNil(_ object: Object) -> Object {
        let retained = Unmanaged.passRetained(object)
        let (stored, found) = address.compareExchange(
            expected: 0, desired: UInt(bitPattern: retained.toOpaque()), ordering: .acquiringAndReleasing)
        if stored { return object }
        retained.release()
        return Self.object(at: found)?.takeUnretainedValue() ?? object
    }

    private static func object(at address: UInt) -> Unmanaged<Object>? {
        UnsafeRawPointer(bitPattern: address).map { Unmanaged.fromOpaque($0) }
    }
}
