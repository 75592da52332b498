import Synchronization

/// Calls handlers by hierarchical names, in botocore's order.
///
/// A handler that is registered for `before-call.s3` hears `before-call.s3.PutObject` too, and `*` stands for any one
/// part of a name. For one event the most particular handlers come first: deeper names before their ancestors and,
/// where a name has both, those that end in a wildcard before those that are spelled out. At one name, handlers that
/// were registered as first come first, then the plain ones, then the last ones, each in order of registration.
public final class EventEmitter<Event: Sendable>: Sendable {
    /// Hears of an event, may change it, and may answer it.
    public typealias Handler = @Sendable (_ name: String, _ event: inout Event) async throws -> Bool

    /// Where among the handlers of one name a handler stands.
    public enum Place: Sendable, Hashable { case first, middle, last }

    /// What names a registration, so that it can be taken back.
    public struct Registration: Sendable, Hashable {
        fileprivate let number: UInt64
    }

    private let root = Mutex(Node())
    private let counter = Atomic<UInt64>(0)
    private let renamed: KeyValuePairs<String, String>

    /// Whether no handler was ever registered.
    public var isEmpty: Bool { counter.load(ordering: .relaxed) == 0 }

    /// Creates an emitter without handlers.
    ///
    /// - Parameter renamed: what parts of names were called, and are called now. In a name that a handler is registered
    ///   for, the first of these that is found is replaced; a former one may be several parts: `runtime.lex`.
    public init(renaming renamed: KeyValuePairs<String, String> = [:]) { self.renamed = renamed }

    /// Adds a handler.
    ///
    /// - Parameter uniqueID: where another handler of that id is registered already, this one is not added, and that
    ///   one's registration is given.
    @discardableResult
    public func register(
        _ name: String, at place: Place = .middle, uniqueID: String? = nil, handler: @escaping Handler
    ) -> Registration {
        let number = counter.add(1, ordering: .relaxed).newValue
        return root.withLock { root in
            if let uniqueID, let known = root.first(where: { $0.uniqueID == uniqueID }) {
                return Registration(number: known.number)
            }
            root.insert(
                Entry(number: number, uniqueID: uniqueID, handler: handler), at: place,
                under: currentParts(of: name)[...]
            )
            return Registration(number: number)
        }
    }

    /// Takes a handler back; nothing happens where it is gone already.
    public func unregister(_ registration: Registration) {
        root.withLock { $0.remove(registration.number) }
    }

    /// Tells every handler of an event in order.
    ///
    /// - Returns: whether any of them answered it.
    @discardableResult
    public func emit(_ name: String, _ event: inout Event) async throws -> Bool {
        var isAnswered = false
        for handler in handlers(for: name) where try await handler(name, &event) { isAnswered = true }
        return isAnswered
    }

    /// Tells handlers of an event in order until one has answered it.
    ///
    /// - Returns: whether one did.
    @discardableResult
    public func emitUntilAnswered(_ name: String, _ event: inout Event) async throws -> Bool {
        for handler in handlers(for: name) where try await handler(name, &event) { return true }
        return false
    }

    /// An emitter with the same handlers, which goes its own way from here.
    public func copy() -> EventEmitter {
        let copy = EventEmitter(renaming: renamed)
        copy.counter.store(counter.load(ordering: .relaxed), ordering: .relaxed)
        let nodes = root.withLock { $0 }
        copy.root.withLock { $0 = nodes }
        return copy
    }

    private func handlers(for name: String) -> [Handler] {
        let parts = Self.parts(of: name)[...]
        return root.withLock { root in
            var found: [Entry] = []
            root.collect(parts, into: &found)
            return found.map(\.handler)
        }
    }

    private static func parts(of name: String) -> [Substring] {
        name.split(separator: ".", omittingEmptySubsequences: false)
    }

    private func currentParts(of name: String) -> [Substring] {
        var parts = Self.parts(of: name)
        for (former, current) in renamed {
            let former = former.split(separator: ".")
            guard let range = parts.firstRange(of: former) else { continue }
            parts.replaceSubrange(range, with: [current[...]])
            break
        }
        return parts
    }

    private struct Entry: Sendable {
        let number: UInt64
        let uniqueID: String?
        let handler: Handler
    }

    /// The handlers of one name, and the names below it.
    private struct Node: Sendable {
        private var entries: [Place: [Entry]] = [:]
        private var children: [String: Node] = [:]

        mutating func insert(_ entry: Entry, at place: Place, under parts: ArraySlice<Substring>) {
            guard let part = parts.first else {
                entries[place, default: []].append(entry)
                return
            }
            children[String(part), default: Node()].insert(entry, at: place, under: parts.dropFirst())
        }

        mutating func remove(_ number: UInt64) {
            for place in entries.keys { entries[place]?.removeAll { $0.number == number } }
            for name in children.keys { children[name]?.remove(number) }
        }

        func first(where matches: (Entry) -> Bool) -> Entry? {
            for list in entries.values {
                if let entry = list.first(where: matches) { return entry }
            }
            for child in children.values {
                if let entry = child.first(where: matches) { return entry }
            }
            return nil
        }

        /// Gathers the handlers for a name: what stands deeper first, wildcards before names.
        func collect(_ parts: ArraySlice<Substring>, into found: inout [Entry]) {
            if let part = parts.first {
                children["*"]?.collect(parts.dropFirst(), into: &found)
                if part != "*" { children[String(part)]?.collect(parts.dropFirst(), into: &found) }
            }
            for place in [Place.first, .middle, .last] { found += entries[place] ?? [] }
        }
    }
}
