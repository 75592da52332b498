import IniaFormats
import IniaHTTP
import IniaHost
import IniaModels
import IniaPrimitives
import IniaShapes
import IniaTesting
import IniaText

/// One line of the protocol: its fields as they stand in the text, made values when a command asks for them.
struct Line: Sendable {
    private let fields: [String: Bytes]

    /// Reads a line.
    init(_ text: Bytes) throws {
        fields = try text.withUnsafeBytes { (memory) throws(FormatError) in
            var reader = JSONReader(memory)
            var fields: [String: Bytes] = [:]
            try reader.enterObject()
            while let key = try reader.nextKeyText() {
                let start = reader.offset
                try reader.skipValue()
                fields[key] = text.slice(start..<reader.offset)
            }
            try reader.finish()
            return fields
        }
    }

    /// The JSON text of a field, or nil where the line does not have it.
    func json(_ field: String) -> Bytes? { fields[field] }

    /// The value of a field; null where it is null, nil where the line does not have it.
    func document(_ field: String) throws -> Document? {
        guard let json = fields[field] else { return nil }
        return try JSONReader.document(json)
    }

    /// The text of a field, or nil where it is missing or null.
    func text(_ field: String) throws -> String? {
        switch try document(field) {
        case nil, .null: return nil
        case .string(let text): return text
        default: throw MalformedLine("\(field) is not a text")
        }
    }

    /// The text of a field that a command cannot do without.
    func requiredText(_ field: String) throws -> String {
        guard let text = try text(field) else { throw MalformedLine("\(field) is missing") }
        return text
    }

    /// The bytes of a field in base64 that a command cannot do without.
    func requiredBytes(_ field: String) throws -> Bytes {
        guard let bytes = Base64.decode(try requiredText(field)) else { throw MalformedLine("\(field) is not base64") }
        return bytes
    }

    /// The truth value of a field.
    func truth(_ field: String) throws -> Bool? { try document(field)?.asBoolean }

    /// The number of a field.
    func number(_ field: String) throws -> Double? { try document(field)?.asFloat }
}

/// The fields that most commands share.
extension Line {
    /// The operation's name.
    var operation: String { get throws { try requiredText("operation") } }

    /// The operation's input; an empty map where there is none.
    var params: Value { get throws { try TaggedValue.value(document("params") ?? .map([])) } }

    /// Client options in botocore's names; an empty map where there are none.
    var config: Document { get throws { try document("config") ?? .map([]) } }

    /// Which credentials calls are signed with.
    var credentials: LineCredentials {
        get throws { try LineCredentials(document("credentials"), hasWorld: hasWorld) }
    }

    /// The bearer token, if the line has one.
    var token: String? { get throws { try text("token") } }

    /// Whether the line tells of an environment or files, in which the session then looks for what it needs.
    var hasWorld: Bool {
        get throws {
            try !(document("environment")?.asEntries ?? []).isEmpty || !(document("files")?.asEntries ?? []).isEmpty
        }
    }

    /// The clock's time at the start.
    var now: Timestamp {
        get throws { try Dates.parseISO8601(text("now") ?? "2026-01-02T03:04:05Z") }
    }

    /// The profile that the session is made for, if the line names one.
    var profile: String? { get throws { try text("profile") } }

    /// The replies of the scripted HTTP client.
    var replies: [ScriptedReply] {
        get throws { try (document("responses")?.asList ?? []).map(ScriptedReply.init(line:)) }
    }

    /// The number of the request after which the caller's task is cancelled, if any.
    var cancelAtRequest: Int? { get throws { try document("cancelAtRequest")?.asInteger.map { Int(clamping: $0) } } }

    /// The model of the line's service: a bundled one by its name, or an inline one.
    var model: ServiceModel {
        get throws {
            if let inline = json("model"), inline != Bytes(utf8: "null") { return try Models.inline(inline) }
            return try Models.library.service(try requiredText("service"))
        }
    }
}

/// A line is not as the protocol wants it.
struct MalformedLine: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// A command or an option is not known.
struct Unsupported: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}
