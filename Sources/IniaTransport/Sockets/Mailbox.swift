internal import Synchronization

/// What several sockets that are being connected tell the one task that connects them.
final class Mailbox<Message: Sendable>: Sendable {
    private struct State {
        var messages: [Message] = []
        var wait: Wait<Void>?
    }

    private let state = Mutex(State())

    /// Leaves a message.
    func post(_ message: Message) {
        let wait = state.withLock { state in
            state.messages.append(message)
            defer { state.wait = nil }
            return state.wait
        }
        wait?.resolve(.success(()))
    }

    /// Takes the messages that are there, waiting for the first; none where the deadline passed.
    ///
    /// - Throws: `CancellationError`.
    func take(until deadline: Moment) async throws -> [Message] {
        let wait = Wait<Void>()
        let isEmpty = state.withLock { state in
            guard state.messages.isEmpty else { return false }
            state.wait = wait
            return true
        }
        if isEmpty {
            do {
                try await wait.value(until: deadline)
            } catch is Wait<Void>.TimedOut {}
        }
        return state.withLock { state in
            defer { state.messages = [] }
            return state.messages
        }
    }
}
