/// Frames the pieces of a request's body and holds them to what the head announced.
public struct RequestBodyFramer: Sendable {
    private let framing: BodyFraming
    private var remaining: Int64

    /// Begins a body of this framing.
    public init(_ framing: BodyFraming) {
        self.framing = framing
        if case .length(let count) = framing { remaining = count } else { remaining = 0 }
    }

    /// What goes before a piece of the body, and whether a line end goes after it.
    ///
    /// - Throws: ``WireError`` with ``WireError/Code/request`` where the body is longer than was announced.
    public mutating func prefix(for count: Int) throws(WireError) -> [UInt8] {
        switch framing {
        case .chunked: return count == 0 ? [] : Array("\(String(count, radix: 16))\r\n".utf8)
        case .none, .length, .untilClose:
            remaining -= Int64(count)
            guard remaining >= 0 else { throw WireError(.request, "the body is longer than announced") }
            return []
        }
    }

    /// What goes after each piece that is not empty.
    public var suffix: [UInt8] { framing == .chunked ? [13, 10] : [] }

    /// What goes after the last piece.
    ///
    /// - Throws: ``WireError`` with ``WireError/Code/request`` where the body is shorter than was announced.
    public func end() throws(WireError) -> [UInt8] {
        guard framing == .chunked else {
            guard remaining == 0 else { throw WireError(.request, "the body is shorter than announced") }
            return []
        }
        return Array("0\r\n\r\n".utf8)
    }
}
