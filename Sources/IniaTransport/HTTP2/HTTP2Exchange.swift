internal import IniaHTTP
internal import IniaWire

/// How one exchange of a connection stands: who waits for what, and until when. It belongs to its connection's actor.
final class HTTP2Exchange {
    let id: HTTP2Session.StreamID
    let terms: ExchangeTerms
    /// How often something had arrived on the connection when the exchange began.
    let arrivalsBefore: Int

    var head: HTTP2Session.Head?
    /// Whether all of the response has arrived.
    var hasEnded = false
    /// The fields that followed its body.
    var trailers = HTTPHeaders()
    private(set) var failure: (any Error)?
    /// Whether the peer certainly did not process the request.
    var isRefused = false
    /// Whether it did not because it wants HTTP/1.1.
    var requiresHTTP1 = false
    var hasUnreadBody = false

    /// Whether something is to be told of it.
    var isStirred = false

    /// Who waits for the response's head.
    private var asker: UnsafeContinuation<HTTP2Submission.Outcome, Never>?
    /// Who waits for the response's body, for how long at most, and the how manieth waiting it is.
    private var waiter: UnsafeContinuation<Void, Never>?
    private(set) var waiting = 0
    private var waitLimit = Moment.never
    /// When a body that nobody reads is given up.
    private var abandonment = Moment.never

    /// Sends the body where that is still being made.
    var pump: Task<Void, Never>?
    /// Whether something of the request has not left.
    var isUploading = false
    private var room: UnsafeContinuation<Void, Never>?
    /// When the peer must have taken more of the request than it had when this was set.
    private var writeLimit = Moment.never
    private var sentBefore: Int64 = 0

    init(_ id: HTTP2Session.StreamID, _ submission: HTTP2Submission, arrivalsBefore: Int) {
        self.id = id
        terms = submission.terms
        asker = submission.asker
        self.arrivalsBefore = arrivalsBefore
    }

    // MARK: The response

    /// Whether somebody waits for the head.
    var isAsked: Bool { asker != nil }

    /// Whether somebody waits for the body.
    var isWaiting: Bool { waiter != nil }

    /// Who waits for the head: to be told, once.
    func takeAsker() -> UnsafeContinuation<HTTP2Submission.Outcome, Never>? {
        waitLimit = .never
        return asker.take()
    }

    /// Begins to wait; ``wake()`` ends it.
    func wait(_ continuation: UnsafeContinuation<Void, Never>, now: Moment) {
        waiter = continuation
        abandonment = .never
        renewLimit(now: now)
    }

    /// What is awaited may take its time from now on; while a request is still being made, nobody hurries its answer.
    func renewLimit(now: Moment) {
        let deadline = head == nil ? terms.deadline : .never
        waitLimit = isUploading ? deadline : min(now.advanced(by: terms.readTimeout), deadline)
    }

    /// Numbers a waiting, so that a word that comes too late is known as such.
    func nextWaiting() -> Int {
        waiting += 1
        return waiting
    }

    func wake() {
        waitLimit = .never
        waiter.take()?.resume()
    }

    /// Begins to count the time for which nobody reads.
    func leave(now: Moment) { abandonment = isUploading ? .never : now.advanced(by: terms.abandonTimeout) }

    /// Ends the exchange, once; whoever waits is to be told.
    func fail(_ error: any Error) {
        if failure == nil { failure = error }
        abandonment = .never
        writeLimit = .never
        // What is still being made of the request is for nobody.
        pump?.cancel()
        wakePump()
    }

    // MARK: The request's body

    func waitForRoom(_ continuation: UnsafeContinuation<Void, Never>) { room = continuation }

    func wakePump() { room.take()?.resume() }

    /// There is something for the peer to take, which has had so much until now.
    func awaitProgress(after sent: Int64, now: Moment) {
        guard writeLimit == .never else { return }
        (writeLimit, sentBefore) = (now.advanced(by: terms.writeTimeout), sent)
    }

    /// Looks, where it is time, at how much the peer has taken: it has time again if that is more.
    func checkProgress(_ progress: (sent: Int64, hasMore: Bool), now: Moment) {
        guard progress.sent > sentBefore || !progress.hasMore else { return }
        writeLimit = .never
        if progress.hasMore { awaitProgress(after: progress.sent, now: now) }
    }

    /// All of the request has left: from now on its answer may be hurried.
    func sent(now: Moment) {
        isUploading = false
        writeLimit = .never
        if isAsked || isWaiting { renewLimit(now: now) } else if hasUnreadBody { leave(now: now) }
    }

    // MARK: Time

    /// What has come to its limit.
    enum Overdue { case answer, writing, abandoned }

    /// What is due, if anything.
    func overdue(at now: Moment) -> Overdue? {
        if waitLimit <= now { return .answer }
        if isWritingDue(at: now) { return .writing }
        return abandonment <= now ? .abandoned : nil
    }

    /// Whether it is time to look at how much the peer has taken.
    func isWritingDue(at now: Moment) -> Bool { writeLimit <= now }

    /// When the next thing is due.
    var nextLimit: Moment { min(waitLimit, writeLimit, abandonment) }
}
