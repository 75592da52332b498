import IniaHTTP
import IniaPrimitives
import IniaShapes
import IniaText

/// What of an input goes into the parts of a REST request around its body.
struct RESTBinding {
    /// One or two, as a rule.
    private var labels: [(name: String, value: String)] = []
    private(set) var query: [QueryItem] = []
    private(set) var headers = HTTPHeaders()
    /// Whether some member that is set goes into the body.
    private(set) var hasBodyMembers = false
    private let scalars: ScalarText
    private let dialect: CodecOptions.Dialect

    init(_ input: Structure, times: TimestampText, dialect: CodecOptions.Dialect) throws {
        scalars = ScalarText(times: times)
        self.dialect = dialect
        var maps: [[MapEntry]] = []
        guard let members = input.shape.members else { return }
        for slot in input.slots where !slot.value.asIsNull {
            let member = members[Int(slot.index)]
            switch member.location {
            case nil, .statusCode: hasBodyMembers = true
            case .uri:
                guard let text = try scalars.text(of: slot.value, for: member.shape, timestamps: .iso8601) else {
                    throw ProtocolError(.inexpressible, "\(member.name) has no form in a path")
                }
                labels.append((member.wireName, text))
            case .querystring:
                if case .map(let entries) = slot.value, dialect == .smithy {
                    maps.append(entries)
                } else {
                    try addQuery(slot.value, member)
                }
            case .header: try addHeader(slot.value, member)
            case .headers: try addHeaders(slot.value, prefix: member.wireName)
            }
        }
        // A member with a name of its own wins over a map's entry of that name.
        for entries in maps {
            let named = Set(query.map(\.name))
            try addQuery(entries) { !named.contains($0) }
        }
    }

    /// Fills labels into a template: `/{Bucket}/{Key+}`. A label with a plus sign keeps its slashes.
    func path(of template: String) throws(ProtocolError) -> String {
        let template = [UInt8](template.utf8)
        var path: [UInt8] = []
        path.reserveCapacity(template.count + 64)
        var rest = template[...]
        while let open = rest.firstIndex(of: UInt8(ascii: "{")),
            let close = rest[open...].firstIndex(of: UInt8(ascii: "}"))
        {
            path += rest[..<open]
            let label = rest[(open + 1)..<close]
            let isGreedy = label.last == UInt8(ascii: "+")
            let name = label.prefix { $0 != UInt8(ascii: "+") }
            guard let value = labels.last(where: { $0.name.utf8.elementsEqual(name) })?.value else {
                let name = String(decoding: name, as: UTF8.self)
                let problem = ValidationError.Problem(
                    .missing, path: "input", text: "Missing required parameter in input: \"\(name)\"")
                throw ProtocolError(ValidationError([problem]))
            }
            Percent.append(value, keeping: isGreedy ? "/~" : "", to: &path)
            rest = rest[(close + 1)...]
        }
        path += rest
        return String(decoding: path, as: UTF8.self)
    }
}

// MARK: - Query

extension RESTBinding {
    private mutating func addQuery(_ value: Value, _ member: Member) throws {
        let shape = try member.shape
        switch value {
        case .map(let entries): try addQuery(entries) { _ in true }
        case .list(let elements):
            let element = try shape.elementShapeOrUntyped()
            let values = try elements.compactMap { try scalars.text(of: $0, for: element, timestamps: .iso8601) }
            setQuery(member.wireName, to: values)
        default:
            if let text = try scalars.text(of: value, for: shape, timestamps: .iso8601) {
                setQuery(member.wireName, to: [text])
            }
        }
    }

    private mutating func addQuery(_ entries: [MapEntry], where isAdded: (_ encodedName: String) -> Bool) throws {
        for entry in entries where isAdded(Percent.encode(entry.key)) {
            let values: [Value] = if case .list(let elements) = entry.value { elements } else { [entry.value] }
            setQuery(
                entry.key,
                to: try values.compactMap { try scalars.text(of: $0, for: .untyped, timestamps: .iso8601) })
        }
    }

    /// Sets the values of a name, in the place of earlier ones.
    private mutating func setQuery(_ name: String, to values: [String]) {
        let encoded = Percent.encode(name)
        let items = values.map { QueryItem(name: encoded, value: Percent.encode($0)) }
        guard let place = query.firstIndex(where: { $0.name == encoded }) else { return query += items }
        query.removeAll { $0.name == encoded }
        query.insert(contentsOf: items, at: min(place, query.count))
    }
}

// MARK: - Headers

extension RESTBinding {
    private mutating func addHeader(_ value: Value, _ member: Member) throws {
        if let text = try headerText(of: value, as: member.shape) { try setHeader(member.wireName, text) }
    }

    private mutating func addHeaders(_ value: Value, prefix: String) throws {
        for entry in value.asEntries {
            if let text = try scalars.text(of: entry.value, for: .untyped, timestamps: .rfc822) {
                try setHeader(prefix + entry.key, text)
            }
        }
    }

    private mutating func setHeader(_ name: String, _ value: String) throws {
        do {
            try headers.set(name, value)
        } catch {
            throw ProtocolError(
                .inexpressible, "the \(error.fault == .name ? "name" : "value") of header \(name) is not allowed",
                cause: error)
        }
    }

    private func headerText(of value: Value, as shape: Shape) throws -> String? {
        switch value {
        case .list(let elements):
            guard !elements.isEmpty else { return nil }
            let element = try shape.elementShapeOrUntyped()
            return try elements.compactMap { value in
                if element.kind == .string, case .string(let text) = value { return text.quotedForHeaderList }
                return try headerText(of: value, as: element)
            }
            .joined(separator: ",")
        case .timestamp(let time):
            // Headers hold whole seconds, whatever their format.
            return try scalars.text(
                of: .timestamp(Timestamp(seconds: time.seconds)), for: shape, timestamps: .rfc822)
        case .document(let document) where shape.isJSONHeader:
            return Base64.encode(Bytes(JSONWriter.bytes(document, style: .compactASCII)))
        default:
            return try scalars.text(of: value, for: shape, timestamps: .rfc822)
        }
    }
}

extension String {
    /// The text as an element of a header's list: in quotes where it has a comma or a quote itself.
    fileprivate var quotedForHeaderList: String {
        guard utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }) else { return self }
        return "\"" + split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"") + "\""
    }
}
