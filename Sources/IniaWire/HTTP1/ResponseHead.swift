public import IniaHTTP

/// The head of a response: its status line and its fields.
public struct ResponseHead: Sendable, Equatable {
    /// The status code, from 100 to 999.
    public let status: Int
    /// The fields in wire order.
    public let headers: HTTPHeaders
    /// How the body that follows is delimited.
    public let framing: BodyFraming
    /// Whether the peer keeps the connection open after this response (RFC 9112 section 9.3).
    public let keepsAlive: Bool

    /// How long the peer keeps the connection while nothing is asked, in nanoseconds, where its `Keep-Alive` field
    /// tells (RFC 2068 section 19.7.1.1): a second less than it says, or half of one second, since its word travels
    /// while its clock runs.
    public var patience: Int64? {
        guard keepsAlive, let text = headers.joined("keep-alive") else { return nil }
        for part in text.split(separator: ",") {
            let words = part.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " && $0 != "\t" } }
            guard words.count == 2, words[0].equalsIgnoringCase("timeout"), words[1].utf8.count <= 9,
                words[1].utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let seconds = Int64(words[1])
            else { continue }
            return seconds > 1 ? (seconds - 1) * 1_000_000_000 : seconds * 500_000_000
        }
        return nil
    }

    /// Creates a head of its parts.
    public init(status: Int, headers: HTTPHeaders, framing: BodyFraming, keepsAlive: Bool) {
        self.status = status
        self.headers = headers
        self.framing = framing
        self.keepsAlive = keepsAlive
    }

    /// Whether another response to the same request follows (1xx).
    public var isInterim: Bool { status < 200 }
}

/// How the end of a message's body is known (RFC 9112 section 6.3).
public enum BodyFraming: Sendable, Equatable {
    /// There is no body.
    case none
    /// A number of bytes, which is not zero.
    case length(Int64)
    /// Chunks, each with its size before it.
    case chunked
    /// All bytes until the peer closes.
    case untilClose
}

/// How large the parts of a response may be that are held in memory.
public struct ResponseLimits: Sendable, Hashable {
    /// The bytes of a head, or of a trailer section (default 64 KiB).
    public var headSize = 64 << 10
    /// The fields of a head, or of a trailer section (default 256).
    public var fieldCount = 256
    /// The bytes of the line before a chunk (default 4 KiB).
    public var chunkLineSize = 4 << 10
    /// The interim responses before a final one (default 16).
    public var interimResponses = 16

    /// The default limits.
    public init() {}
}
