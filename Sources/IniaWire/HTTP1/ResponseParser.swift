public import IniaHTTP

/// Parses the responses of one HTTP/1.1 connection, strictly (RFC 9112).
///
/// The parser holds no bytes. Its owner shows it what has arrived and is not yet used up; the parser says what the
/// first of these bytes are and how many to drop. A head, a line before a chunk and a trailer section are shown from
/// their start until they are whole, and none of their bytes is looked at twice while they are not.
///
///     expect(method:) ─▶ head ─┬─ interim ─▶ head
///                              ├─ none ─────────────────────────────▶ done
///                              ├─ length, untilClose ─▶ body ───────▶ done
///                              └─ chunked ─▶ size ─▶ data ─▶ size …
///                                             └─ 0 ─▶ trailers ─────▶ done
///
/// Refused, because peers disagree about their meaning: a length beside a transfer coding, lengths that differ,
/// codings other than one `chunked`, folded fields, white space before a colon, line ends without CR, control
/// characters. Any error is final.
public struct ResponseParser: Sendable {
    /// What the first of the bytes are.
    public enum Event: Sendable, Equatable {
        /// An interim response, or the head of the final one.
        case head(ResponseHead)
        /// Bytes of the body, at these offsets of the memory that was shown.
        case body(Range<Int>)
        /// The end of the response, with the fields after a chunked body.
        case end(trailers: HTTPHeaders)
    }

    /// An event, and the number of bytes that are used up by it; or only the number, where more must arrive.
    public struct Step: Sendable, Equatable {
        /// What the bytes are, or nil where more must arrive.
        public let event: Event?
        /// How many bytes to drop; they stay valid until then.
        public let used: Int
    }

    enum Phase: Equatable {
        case done, head, body, untilClose, chunkSize, chunkData, chunkEnd, trailers, failed
    }

    private(set) var phase = Phase.done
    private var remaining: Int64 = 0
    private var scanned = 0
    private var interimCount = 0
    /// By how many bytes what chunks say of themselves exceeds what chunks need.
    private var chatter: Int64 = 0
    private var method = "GET"
    private let limits: ResponseLimits
    private let toleratesCutHead: Bool

    /// Creates a parser.
    ///
    /// - Parameters:
    ///   - limits: how large heads may be.
    ///   - toleratesCutHead: whether a head or a trailer section that the peer's closing ends after a whole line
    ///     counts as complete, as Python's parser has it. A transport never asks for that: it could not tell an
    ///     empty answer from half a head.
    public init(limits: ResponseLimits = ResponseLimits(), toleratesCutHead: Bool = false) {
        self.limits = limits
        self.toleratesCutHead = toleratesCutHead
    }

    /// Awaits the response to a request of this method.
    public mutating func expect(method: String) {
        self.method = method
        phase = .head
        scanned = 0
        interimCount = 0
        chatter = 0
    }

    /// Whether the response has come to its end, or none is awaited.
    public var isDone: Bool { phase == .done }

    /// Whether all bytes that come next are the body's, and how many at most: they may be read to their place, past
    /// the parser, and are then counted with ``skipBody(_:)``.
    public var plainBodyBytes: Int64? {
        switch phase {
        case .body: remaining
        case .untilClose: .max
        default: nil
        }
    }

    /// Counts bytes of the body that were read past the parser; gives the end where they were the last.
    ///
    /// - Parameter count: from 0 to ``plainBodyBytes``.
    public mutating func skipBody(_ count: Int) -> Event? {
        guard phase == .body else { return nil }
        remaining -= min(Int64(count), remaining)
        return remaining == 0 ? end() : nil
    }

    /// Says what the first of the bytes are.
    public mutating func next(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> Step {
        do throws(WireError) {
            return try step(bytes)
        } catch {
            phase = .failed
            throw error
        }
    }

    /// Says what it means that the peer has closed, after all of the given unused bytes.
    ///
    /// - Throws: ``WireError`` with ``WireError/Code/closed`` inside a head, or ``WireError/Code/incompleteBody``.
    public mutating func close(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> [Event] {
        switch phase {
        case .done, .untilClose:
            return phase == .done ? [] : [end()]
        case .head where toleratesCutHead && bytes.endsWithLine:
            let head = try MessageLines.head(bytes, method: method, limits: limits)
            phase = .done
            guard head.framing == .none || head.framing == .untilClose || head.isInterim else { break }
            return [.head(head), .end(trailers: HTTPHeaders())]
        case .trailers where toleratesCutHead && (bytes.isEmpty || bytes.endsWithLine):
            return [end(trailers: try MessageLines.fields(bytes, limits: limits))]
        case .head:
            phase = .failed
            throw WireError(.closed, bytes.isEmpty ? "the peer closed without answering" : "the peer closed in a head")
        case .failed:
            throw .malformed("the response was malformed before")
        case .body, .chunkSize, .chunkData, .chunkEnd, .trailers:
            break
        }
        phase = .failed
        throw WireError(.incompleteBody, "the peer closed in the middle of a body")
    }

    private mutating func step(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> Step {
        var used = 0
        while true {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[used...])
            switch phase {
            case .done:
                return Step(event: nil, used: used)
            case .failed:
                throw .malformed("the response was malformed before")
            case .head:
                return try headStep(rest)
            case .body, .untilClose, .chunkData:
                return bodyStep(rest.count, after: used)
            case .chunkSize:
                guard let line = try chunkLine(rest) else { return Step(event: nil, used: used) }
                used += line.length
                remaining = line.size
                // Little body in much else would have a reader who limits the body read without limit.
                chatter = max(chatter + Int64(line.length) - 16 - min(line.size, Int64(limits.headSize)), 0)
                guard chatter <= Int64(limits.headSize) else { throw .malformed("chunks that hardly hold anything") }
                phase = line.size == 0 ? .trailers : .chunkData
            case .chunkEnd:
                guard rest.count >= 2 else {
                    if let first = rest.first, first != 13 { throw .malformed("no line end after a chunk") }
                    return Step(event: nil, used: used)
                }
                guard rest[0] == 13, rest[1] == 10 else { throw .malformed("no line end after a chunk") }
                used += 2
                phase = .chunkSize
            case .trailers:
                guard let length = try sectionLength(rest) else { return Step(event: nil, used: used) }
                let section = UnsafeRawBufferPointer(rebasing: rest[..<(length - 2)])
                return Step(
                    event: end(trailers: try MessageLines.fields(section, limits: limits)), used: used + length)
            }
        }
    }

    private mutating func headStep(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> Step {
        guard let length = try sectionLength(bytes) else { return Step(event: nil, used: 0) }
        guard length > 2 else { throw .malformed("an empty line where a status line belongs") }
        let head = try MessageLines.head(
            UnsafeRawBufferPointer(rebasing: bytes[..<(length - 2)]), method: method, limits: limits)
        scanned = 0
        if head.isInterim {
            guard head.status != 101 else { throw .malformed("the peer switched protocols unasked") }
            interimCount += 1
            guard interimCount <= limits.interimResponses else { throw .malformed("too many interim responses") }
        } else {
            switch head.framing {
            case .none:
                remaining = 0
                phase = .body
            case .length(let count):
                remaining = count
                phase = .body
            case .chunked: phase = .chunkSize
            case .untilClose: phase = .untilClose
            }
        }
        return Step(event: .head(head), used: length)
    }

    private mutating func bodyStep(_ count: Int, after used: Int) -> Step {
        if phase == .body, remaining == 0 { return Step(event: end(), used: used) }
        guard count > 0 else { return Step(event: nil, used: used) }
        guard phase != .untilClose else { return Step(event: .body(used..<(used + count)), used: used + count) }
        let taken = Int(min(Int64(count), remaining))
        remaining -= Int64(taken)
        if remaining == 0, phase == .chunkData { phase = .chunkEnd }
        return Step(event: .body(used..<(used + taken)), used: used + taken)
    }

    private mutating func end(trailers: HTTPHeaders = HTTPHeaders()) -> Event {
        phase = .done
        return .end(trailers: trailers)
    }

    /// The length of a section of lines with the empty line that ends it, or nil while that has not arrived.
    private mutating func sectionLength(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> Int? {
        let visible = min(bytes.count, limits.headSize)
        while scanned < visible {
            scanned = bytes.lineFeed(in: scanned..<visible)
            guard scanned < visible else { break }
            guard scanned > 0, bytes[scanned - 1] == 13 else { throw .malformed("a line end without CR") }
            let length = scanned + 1
            scanned = length
            if length == 2 || (bytes[length - 3] == 10) {
                scanned = 0
                return length
            }
        }
        guard bytes.count < limits.headSize else { throw .malformed("a head of more than \(limits.headSize) bytes") }
        return nil
    }

    private mutating func chunkLine(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> (size: Int64, length: Int)? {
        let visible = min(bytes.count, limits.chunkLineSize)
        scanned = bytes.lineFeed(in: min(scanned, visible)..<visible)
        guard scanned < visible else {
            guard bytes.count < limits.chunkLineSize else { throw .malformed("a chunk's size line is too long") }
            return nil
        }
        let length = scanned + 1
        scanned = 0
        guard length >= 2, bytes[length - 2] == 13 else { throw .malformed("a line end without CR") }
        return (try MessageLines.chunkSize(UnsafeRawBufferPointer(rebasing: bytes[..<(length - 2)])), length)
    }
}

extension UnsafeRawBufferPointer {
    fileprivate var endsWithLine: Bool { count >= 2 && self[count - 1] == 10 && self[count - 2] == 13 }
}
