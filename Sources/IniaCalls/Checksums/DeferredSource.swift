internal import IniaPrimitives
internal import Synchronization

/// A source that is opened when it is first read.
final class DeferredSource: ByteSource {
    private enum State {
        case closed(@Sendable () async throws -> any ByteSource)
        case open(any ByteSource)
        case over
    }

    private let state: Mutex<State>

    init(_ open: @escaping @Sendable () async throws -> any ByteSource) { state = Mutex(.closed(open)) }

    func next() async throws -> Bytes? {
        switch state.withLock({ $0 }) {
        case .over: return nil
        case .open(let source): return try await source.next()
        case .closed(let open):
            let source = try await open()
            guard keep(source) else {
                source.abandon()
                return nil
            }
            return try await source.next()
        }
    }

    func abandon() {
        let old = state.withLock { state in
            let old = state
            state = .over
            return old
        }
        if case .open(let source) = old { source.abandon() }
    }

    /// Keeps an opened source, unless it was abandoned meanwhile.
    private func keep(_ source: any ByteSource) -> Bool {
        state.withLock { state in
            if case .over = state { return false }
            state = .open(source)
            return true
        }
    }
}
