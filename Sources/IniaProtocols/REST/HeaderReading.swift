import IniaHTTP
import IniaPrimitives
import IniaShapes
import IniaText

extension Structure {
    /// Adds the members that stand in the head of a REST response.
    ///
    /// - Parameter members: those among which they are, none of which is set yet.
    mutating func readHead(_ head: ReplyHead, _ members: [Member], isJSON: Bool, options: CodecOptions) throws {
        let lengths = head.headers.nameLengths
        for member in members {
            switch member.location {
            case .statusCode: append(.integer(Int64(head.status)), at: member.index)
            case .headers: append(.map(head.headers.entries(prefix: member.reference.prefix)), at: member.index)
            case .header:
                // An object has some forty headers in its model, and eight in a response.
                guard lengths.mayHave(member.wireName), let text = head.headers.joined(member.wireName) else {
                    continue
                }
                let value = try Value(headerText: text, as: member.shape, isJSON: isJSON, options: options)
                append(value, at: member.index)
            case nil, .uri, .querystring: continue
            }
        }
    }
}

extension Reference {
    /// The prefix of the headers that a map is made of; empty for all headers.
    fileprivate var prefix: String { traits.locationName ?? "" }
}

extension HTTPHeaders {
    /// The headers whose names begin with a prefix, in any case, without it.
    fileprivate func entries(prefix: String) -> [MapEntry] {
        var entries: [MapEntry] = []
        for field in fields where field.name.hasPrefixIgnoringCase(prefix) {
            let key = String(decoding: field.name.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
            guard !entries.contains(where: { $0.key.equalsIgnoringCase(key) }) else { continue }
            entries.append(MapEntry(key: key, value: .string(joined(field.name) ?? field.value)))
        }
        return entries
    }

    /// The lengths of the fields' names.
    fileprivate var nameLengths: NameLengths { NameLengths(fields.lazy.map(\.name)) }
}

/// Which lengths some names have, to tell most of those apart that are not among them.
private struct NameLengths {
    private var bits: UInt64 = 0

    init(_ names: some Sequence<String>) { for name in names { bits |= Self.bit(name) } }

    func mayHave(_ name: String) -> Bool { bits & Self.bit(name) != 0 }

    private static func bit(_ name: String) -> UInt64 { 1 << UInt64(min(name.utf8.count, 63)) }
}

extension Value {
    /// The value that a header's text stands for.
    fileprivate init(headerText text: String, as shape: Shape, isJSON: Bool, options: CodecOptions) throws {
        switch shape.kind {
        case .list:
            let element = try shape.elementShape
            let items = text.listItems(of: element, options.dialect)
            self = .list(try items.map { try Value(headerText: $0, as: element, isJSON: isJSON, options: options) })
        case .string where shape.isJSONHeader:
            guard let bytes = Base64.decode(text) else { throw ProtocolError.malformed("base64", text) }
            self = .document(try JSONReader.document(bytes))
        case .boolean where isJSON:
            self = .boolean(text.lowercased() == "true")
        default:
            var text = text
            self = try text.withUTF8 { try Value(xmlText: UnsafeRawBufferPointer($0), as: shape.kind, options) }
        }
    }
}

extension String {
    /// What stands between commas, without the white space around it.
    fileprivate var plainListItems: [String] {
        split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmed }
    }

    /// The items of a list: a date of HTTP has a comma of its own, and in Smithy's dialect texts may be in quotes.
    fileprivate func listItems(of element: Shape, _ dialect: CodecOptions.Dialect) -> [String] {
        switch element.kind {
        case .timestamp where (element.traits.timestampFormat ?? .rfc822) == .rfc822:
            let halves = split(separator: ",", omittingEmptySubsequences: false)
            return stride(from: 0, to: halves.count, by: 2).map {
                halves[$0..<min($0 + 2, halves.count)].joined(separator: ",")[...].trimmed
            }
        case .string where dialect == .smithy: return quotedListItems
        default: return plainListItems
        }
    }

    private var quotedListItems: [String] {
        var items: [String] = []
        var item = ""
        var isQuoted = false
        var wasQuoted = false
        var isEscaped = false
        var isBlank = true
        for character in self {
            switch character {
            case _ where isEscaped:
                item.append(character)
                isEscaped = false
            case "\\" where isQuoted: isEscaped = true
            case "\"" where isQuoted: isQuoted = false
            case "\"" where !wasQuoted && isBlank:
                item = ""
                isQuoted = true
                wasQuoted = true
            case "," where !isQuoted:
                items.append(wasQuoted ? item : item[...].trimmed)
                item = ""
                wasQuoted = false
                isBlank = true
            case " " where wasQuoted && !isQuoted: continue
            default:
                item.append(character)
                isBlank = isBlank && character.isWhitespace
            }
        }
        items.append(wasQuoted ? item : item[...].trimmed)
        return items
    }
}

extension Substring {
    fileprivate var trimmed: String {
        var rest = self
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
