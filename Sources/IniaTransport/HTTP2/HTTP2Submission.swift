internal import IniaHTTP
internal import IniaPrimitives
internal import IniaWire
internal import Synchronization

/// A request on its way to its connection, with whoever waits for the response.
struct HTTP2Submission: Sendable {
    /// How the waiting ends.
    typealias Outcome = Result<HTTP2Answer, ExchangeFailure>

    let ticket: HTTP2Ticket
    let head: HTTP2RequestHead
    let body: Body
    let terms: ExchangeTerms
    /// What makes the body where it is not at hand.
    let pump: HTTP2Pump?
    let asker: UnsafeContinuation<Outcome, Never>

    /// Turns the request away: none of it was sent.
    func refuse(_ error: any Error) {
        pump?.beginning.resolve(.failure(CancellationError()))
        asker.resume(returning: .failure(ExchangeFailure(error: error, wasAnswered: false, isRefused: true)))
    }
}

/// What names an exchange from before there is a stream, to whoever asked for it.
final class HTTP2Ticket: Sendable {
    // Written and read by the connection alone, but held by whoever may cancel.
    private let id = Atomic<HTTP2Session.StreamID>(0)

    /// The stream of the exchange; zero, which is no request's, while there is none.
    var stream: HTTP2Session.StreamID {
        get { id.load(ordering: .relaxed) }
        set { id.store(newValue, ordering: .relaxed) }
    }
}

/// A response's head with the body where that came along whole, and by which name the rest of the body is read.
struct HTTP2Answer: Sendable {
    let reply: Reply
    let id: HTTP2Session.StreamID
}

/// A task that makes a request's body, and how it learns that the request has begun. The task is the caller's, so that
/// what it makes the body of finds the caller's task-local values.
struct HTTP2Pump: Sendable {
    let task: Task<Void, Never>
    let beginning: Wait<HTTP2Session.StreamID>
}
