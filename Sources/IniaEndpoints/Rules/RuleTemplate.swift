/// A text with references in braces, such as `https://{Region}.{PartitionResult#dnsSuffix}`.
struct RuleTemplate: Sendable {
    private enum Piece: Sendable {
        case text(String)
        case reference(slot: Int, path: [String], spelling: String)
    }

    private let pieces: [Piece]

    /// Cuts a text into its pieces, or gives nil where it has no reference; the text then stands for itself.
    ///
    /// - Parameter slot: gives the slot of a name.
    init?(_ text: String, slot: (String) -> Int) throws(EndpointError) {
        guard Self.hasReference(text.utf8) else { return nil }
        var pieces: [Piece] = []
        var literal: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") else {
                literal.append(byte)
                continue
            }
            if rest.first == byte {
                rest.removeFirst()
                literal.append(byte)
                continue
            }
            guard byte == UInt8(ascii: "{"), let end = rest.firstIndex(of: UInt8(ascii: "}")) else {
                throw EndpointError(.malformedRules, "The template \(text) has an unpaired brace.")
            }
            if !literal.isEmpty { pieces.append(.text(String(decoding: literal, as: UTF8.self))) }
            literal.removeAll()
            let spelling = String(decoding: rest[..<end], as: UTF8.self)
            let names = spelling.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
            pieces.append(.reference(slot: slot(names[0]), path: Array(names.dropFirst()), spelling: spelling))
            rest = rest[rest.index(after: end)...]
        }
        if !literal.isEmpty { pieces.append(.text(String(decoding: literal, as: UTF8.self))) }
        self.pieces = pieces
    }

    /// The text with its references replaced.
    ///
    /// - Throws: ``EndpointError`` with ``EndpointError/Code/malformedRules`` for a name that is not set.
    func filled(from scope: RuleScope) throws(EndpointError) -> String {
        var result = ""
        result.reserveCapacity(64)
        for piece in pieces {
            switch piece {
            case .text(let text): result += text
            case .reference(let slot, let path, let spelling):
                guard var value = scope[slot] else { throw Self.unset(spelling) }
                for name in path {
                    guard case .record(let record) = value, let field = record[name] else { throw Self.unset(spelling) }
                    value = field
                }
                if case .string(let text) = value { result += text } else { result += value.text }
            }
        }
        return result
    }

    private static func unset(_ spelling: String) -> EndpointError {
        EndpointError(.malformedRules, "The template refers to \(spelling), which is not set.")
    }

    /// Whether an identifier, perhaps with an attribute, stands in braces anywhere.
    private static func hasReference(_ text: String.UTF8View) -> Bool {
        var isOpen = false
        var length = 0
        for byte in text {
            switch byte {
            case UInt8(ascii: "{"):
                isOpen = true
                length = 0
            case UInt8(ascii: "}"):
                if isOpen && length > 0 { return true }
                isOpen = false
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "#"):
                length += 1
            default: isOpen = false
            }
        }
        return false
    }
}
