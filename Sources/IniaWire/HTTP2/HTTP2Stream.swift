internal import IniaHTTP
internal import IniaPrimitives

/// One stream of a session: what has arrived of its response, and what is still to be sent of its request.
final class HTTP2Stream {
    let id: HTTP2Session.StreamID
    private let limits: HTTP2Limits
    private let isHead: Bool

    /// Whether nothing is to be heard of the stream any more.
    var isOver = false
    private(set) var head: HTTP2Session.Head?
    private(set) var hasEnded = false

    private var status = 0
    /// The fields after the response's body.
    private var trailers = HTTPHeaders()
    private var fieldBytes = 0
    private var interimCount = 0

    /// What has arrived of the response's body, from its first byte that has not been taken on, or from before that.
    private(set) var inbox: [UInt8] = []
    private var taken = 0
    private var arrived: Int64 = 0
    private var framed: Int64 = 0

    private var outbox: [Bytes] = []
    private var nextPiece = 0
    private var sentOfPiece = 0
    private(set) var outboxCount = 0
    /// The bytes of the body that have left.
    private(set) var sentCount: Int64 = 0
    private var isComplete: Bool
    private var remaining: Int64?
    /// Whether the session asked for more of the body than there was.
    var isStarved = false
    private var isFull = false

    init(_ id: HTTP2Session.StreamID, _ request: HTTP2RequestHead, _ limits: HTTP2Limits) {
        self.id = id
        self.limits = limits
        isHead = request.isHead
        isComplete = !request.hasBody
        remaining = request.length
    }

    // MARK: The response

    /// Another field of the head, or of the trailers.
    func header(
        _ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>, _ fields: inout HTTP2Fields
    ) throws(WireError) {
        fieldBytes += name.count + value.count + 32
        guard fieldBytes <= limits.response.headSize else { throw .malformed("a head that is too large") }
        if name.first == UInt8(ascii: ":") {
            // The only one that a response has; the library has checked it to be three digits.
            status = value.reduce(0) { $0 &* 10 &+ Int($1 &- 48) }
            return
        }
        guard fields.count < limits.response.fieldCount else { throw .malformed("too many fields") }
        do { try fields.add(name, value) } catch { throw .malformed("a field that no message may have") }
    }

    /// The fields have come to their end.
    ///
    /// - Returns: the head of the final response, where it was that.
    func headersEnded(isLast: Bool, _ fields: inout HTTP2Fields) throws(WireError) -> HTTP2Session.Head? {
        fieldBytes = 0
        guard head == nil else {
            trailers = fields.end(isKept: false)
            return nil
        }
        guard status >= 200 else {
            interimCount += 1
            guard interimCount <= limits.response.interimResponses, !isLast else {
                throw .malformed(isLast ? "an interim response that is the last" : "too many interim responses")
            }
            return nil
        }
        let headers = fields.end(isKept: true)
        let length = isLast || isHead ? nil : headers["content-length"].flatMap { Int64($0) }
        let head = HTTP2Session.Head(status: status, headers: headers, length: length, isLast: isLast)
        self.head = head
        return head
    }

    /// A frame with so many bytes of the body begins.
    func expect(_ count: Int) { framed += Int64(count) }

    /// More of the body has arrived; gives whether there was nothing to take before.
    func append(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let wasEmpty = taken == inbox.count
        if wasEmpty {
            inbox.removeAll(keepingCapacity: true)
            taken = 0
        } else if taken >= inbox.count - taken {
            // A reader who is never through would otherwise have the whole body in memory in the end.
            inbox.removeFirst(taken)
            taken = 0
        }
        inbox.append(contentsOf: bytes)
        arrived += Int64(bytes.count)
        return wasEmpty
    }

    /// The response has come to its end; gives the fields after its body.
    func end() -> HTTPHeaders {
        hasEnded = true
        return trailers
    }

    var inboxCount: Int { inbox.count - taken }

    /// Takes what has arrived of the body, so many bytes at most.
    func take(upTo limit: Int) -> Bytes {
        let count = min(inboxCount, limit)
        guard count > 0 else { return Bytes() }
        if taken == 0, count == inbox.count {
            defer { inbox = [] }
            return Bytes(inbox)
        }
        defer { taken += count }
        return Bytes(Array(inbox[taken..<(taken + count)]))
    }

    /// Whether the peer ended the body before its announced length.
    var isCutShort: Bool { head?.length.map { max(arrived, framed) < $0 } ?? false }

    // MARK: The request's body

    /// Takes in a piece of the body.
    func append(_ piece: Bytes, isLast: Bool) throws(WireError) {
        if let left = remaining {
            remaining = left - Int64(piece.count)
            guard left >= Int64(piece.count) else { throw WireError(.request, "the body is longer than announced") }
            guard !isLast || left == Int64(piece.count) else {
                throw WireError(.request, "the body is shorter than announced")
            }
        }
        if !piece.isEmpty { outbox.append(piece) }
        outboxCount += piece.count
        isComplete = isLast
        isFull = outboxCount >= limits.outboxSize
    }

    /// Whether more of the body is welcome.
    var hasRoom: Bool { !isFull }

    /// Moves the next bytes of the body to where they are sent from; gives how many, and whether these are the last.
    func move(to place: UnsafeMutableRawBufferPointer) -> (count: Int, isLast: Bool) {
        var count = 0
        while count < place.count, nextPiece < outbox.count {
            let piece = outbox[nextPiece]
            let length = min(place.count - count, piece.count - sentOfPiece)
            piece.withUnsafeBytes { bytes in
                let part = UnsafeRawBufferPointer(rebasing: bytes[sentOfPiece..<(sentOfPiece + length)])
                UnsafeMutableRawBufferPointer(rebasing: place[count..<(count + length)]).copyMemory(from: part)
            }
            count += length
            sentOfPiece += length
            if sentOfPiece == piece.count { nextPiece += 1; sentOfPiece = 0 }
        }
        outboxCount -= count
        sentCount += Int64(count)
        if nextPiece == outbox.count { outbox.removeAll(keepingCapacity: true); nextPiece = 0 }
        if nextPiece > 64 { outbox.removeFirst(nextPiece); nextPiece = 0 }
        return (count, isComplete && outboxCount == 0)
    }

    /// Whether there has come to be room again since the body was last found to be too long to wait.
    func hasMadeRoom() -> Bool {
        guard isFull, outboxCount <= limits.outboxSize / 2 else { return false }
        isFull = false
        return true
    }
}
