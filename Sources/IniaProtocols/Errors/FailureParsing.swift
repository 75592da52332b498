import IniaFormats
import IniaHTTP
import IniaPrimitives
import IniaShapes
import IniaText

extension ProtocolCodec {
    /// The error that a response tells of.
    func failure(_ head: ReplyHead, _ body: Bytes) throws -> ServiceReplyError {
        if head.status >= 500, body.isGenericError { return .generic(head) }
        var error =
            switch wireProtocol {
            case .query, .ec2: try queryFailure(head, body)
            case .json, .restJSON: jsonFailure(head, body)
            case .cbor: try cborFailure(head, body)
            case .restXML: restXMLFailure(head, body)
            }
        if let code = error.code, let shape = try errorShapes(code) {
            error.shape = shape
            // What the service refused, and why, is worth more than members that cannot be read.
            let members = Result { try modeledMembers(of: shape, head, body) }
            if case .failure = members, options.dialect == .smithy { return error }
            let given = try members.get()
            error.fields.removeAll { field in given.contains { $0.key == field.key } }
            error.fields += given
        }
        return error
    }

    /// The members of a modelled error, which the same response is read for once more.
    private func modeledMembers(of shape: Shape, _ head: ReplyHead, _ body: Bytes) throws -> [MapEntry] {
        var value = Structure(shape)
        if isREST {
            let members = shape.members.map(Array.init) ?? []
            try value.readHead(head, members, isJSON: wireProtocol == .restJSON, options: options)
        }
        switch wireProtocol {
        case .json, .restJSON, .cbor: value.merge(try members(of: shape, in: body))
        case .query, .ec2, .restXML: value.merge(try xmlMembers(of: shape, in: body))
        }
        return value.entries
    }

    private func xmlMembers(of shape: Shape, in body: Bytes) throws -> Structure {
        guard !body.isEmpty else { return Structure(shape) }
        let path = try XMLReader.document(body).pathOfError(isEC2: wireProtocol == .ec2)
        return try body.withUnsafeBytes { memory in
            var reader = XMLOutputReader(memory, options: options)
            guard try reader.enter(path) else { return Structure(shape) }
            if case .structure(let structure) = try reader.read(shape) { return structure }
            return Structure(shape)
        }
    }
}

// MARK: - JSON and CBOR

extension ProtocolCodec {
    private func jsonFailure(_ head: ReplyHead, _ body: Bytes) -> ServiceReplyError {
        var error = ServiceReplyError(status: head.status, identity: head.identity(of: wireProtocol))
        let content: Document =
            body.isEmpty
            ? .null
            : (try? JSONReader.document(body)) ?? .map([Document.Entry(key: "message", value: .string(body.text))])
        error.message = content.message
        error.take(code: typeCode(of: content, head), from: head)
        if wireProtocol == .restJSON || options.dialect == .smithy { takeFurtherCode(of: content, head, into: &error) }
        return error
    }

    private func cborFailure(_ head: ReplyHead, _ body: Bytes) throws -> ServiceReplyError {
        var error = ServiceReplyError(status: head.status, identity: head.identity(of: wireProtocol))
        let dialect = options.dialect
        let document = Result {
            guard !body.isEmpty else { return Document.null }
            return try body.withUnsafeBytes { memory in
                var reader = CBOROutputReader(memory, dialect: dialect)
                return try reader.readDocument()
            }
        }
        if case .failure = document, dialect == .smithy { return .generic(head) }
        let content = try document.get()
        error.message = content.message
        error.take(code: typeCode(of: content, head), from: head)
        return error
    }

    /// The code by the body's own type, or else the status.
    private func typeCode(of content: Document, _ head: ReplyHead) -> String? {
        switch content["__type"] {
        case nil: return String(head.status)
        case .null?: return nil
        case let type?: return type.asErrorCode
        }
    }

    /// A code that REST, and Smithy's reading of the other JSON protocols, finds in a header or a plain member.
    private func takeFurtherCode(of content: Document, _ head: ReplyHead, into error: inout ServiceReplyError) {
        let isTyped = wireProtocol == .json && content["__type"] != nil
        let further =
            head.headers.joined("x-amzn-errortype").map(Document.string)
            ?? content["code"] ?? content["Code"]
        guard !isTyped, error.queryErrorCode == nil || wireProtocol == .restJSON, let further, further != .null
        else { return }
        error.code = further.asErrorCode
    }
}

extension ServiceReplyError {
    /// An error of which there is nothing but the status.
    fileprivate static func generic(_ head: ReplyHead) -> ServiceReplyError {
        ServiceReplyError(status: head.status, code: String(head.status), message: head.reason)
    }

    /// Sets the code, translated to the one of the service's former protocol where the response has that.
    fileprivate mutating func take(code: String?, from head: ReplyHead) {
        self.code = code ?? ""
        guard let code, let former = head.headers.joined("x-amzn-query-error") else { return }
        let parts = former.split(separator: ";", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else { return }
        self.code = String(parts[0])
        type = String(parts[1])
        queryErrorCode = code
    }
}

extension Document {
    /// The words of an error; nil where they are null.
    fileprivate var message: String? {
        switch self["message"] ?? self["Message"] ?? .string("") {
        case .null: nil
        case .string(let text): text
        case let other: JSONWriter.text(other, style: .compact)
        }
    }

    /// The code of an error without its namespace and without the address that may follow it.
    fileprivate var asErrorCode: String {
        guard case .string(let text) = self else { return JSONWriter.text(self, style: .compact) }
        let name = text.prefix { $0 != ":" }
        return String(name.split(separator: "#", omittingEmptySubsequences: false).last ?? name)
    }
}

// MARK: - XML

extension ProtocolCodec {
    private func queryFailure(_ head: ReplyHead, _ body: Bytes) throws -> ServiceReplyError {
        let document = Result { () throws(FormatError) in try XMLReader.document(body) }
        if case .failure = document, options.dialect == .smithy { return .generic(head) }
        let root = try document.get()
        var error = ServiceReplyError(status: head.status)
        var content = root.fields
        if let hoisted = content.take("Errors") { content.replace(with: hoisted.asEntries) }
        error.identity.requestID = content.takeRequestID()
        if wireProtocol == .ec2, let id = content.take("RequestID") { error.identity.requestID = id.asString }
        let details = content.take("Error")
        if details == nil, options.dialect == .smithy { return .generic(head) }
        error.take(details?.asEntries ?? [])
        error.fields = content
        return error
    }

    private func restXMLFailure(_ head: ReplyHead, _ body: Bytes) -> ServiceReplyError {
        guard !body.isEmpty, let root = try? XMLReader.document(body) else {
            var error = ServiceReplyError.generic(head)
            error.identity = ReplyIdentity(
                requestID: head.headers.joined("x-amz-request-id") ?? "",
                hostID: head.headers.joined("x-amz-id-2") ?? "")
            return error
        }
        var error = ServiceReplyError(status: head.status, code: "", message: "")
        var content = root.fields
        if root.name.local == "Error", root.name.uri == nil || options.dialect == .smithy {
            (error.code, error.message) = (nil, nil)
            error.identity = head.identity(of: wireProtocol)
            _ = content.take("RequestId")
            _ = content.take("HostId")
            error.take(content)
            return error
        }
        error.identity.requestID = content.takeRequestID()
        if let details = content.take("Error") { error.take(details.asEntries) }
        error.fields = content
        return error
    }
}

extension ServiceReplyError {
    /// Takes the content of an `Error` element.
    fileprivate mutating func take(_ content: [MapEntry]) {
        for entry in content {
            switch entry.key {
            case "Code": code = entry.value.asString
            case "Message": message = entry.value.asString
            case "Type":
                type = entry.value.asString
                details.append(entry)
            default: details.append(entry)
            }
        }
    }
}

extension XMLElement {
    /// The children by name, as texts or as fields of their own; a leaf without text is null.
    ///
    /// Of children of one name only the first counts, and then only its own children.
    fileprivate var fields: [MapEntry] {
        var fields: [MapEntry] = []
        var places: [String: Int] = [:]
        for child in children {
            if let place = places[child.name.local] {
                if case .map = fields[place].value { continue }
                fields[place].value = .map([])
            } else {
                places[child.name.local] = fields.count
                fields.append(MapEntry(key: child.name.local, value: child.content))
            }
        }
        return fields
    }

    private var content: Value {
        if !children.isEmpty { return .map(fields) }
        return text.isEmpty ? .null : .string(text)
    }

    /// The way from the root to the element with an error's members.
    fileprivate func pathOfError(isEC2: Bool) -> [String] {
        if isEC2 { return self["Errors"]?["Error"] == nil ? [] : ["Errors", "Error"] }
        return name.local == "ErrorResponse" && self["Error"] != nil ? ["Error"] : []
    }
}

extension [MapEntry] {
    /// Takes an entry out.
    fileprivate mutating func take(_ key: String) -> Value? {
        firstIndex { $0.key == key }.map { remove(at: $0).value }
    }

    /// Takes what the response says of itself out, and gives the request's id in it.
    fileprivate mutating func takeRequestID() -> String? {
        let metadata = take("ResponseMetadata")?.asEntries.first { $0.key == "RequestId" }
        return (take("RequestId") ?? metadata?.value)?.asString
    }

    /// Adds entries in the place of those of the same keys.
    fileprivate mutating func replace(with others: [MapEntry]) {
        removeAll { entry in others.contains { $0.key == entry.key } }
        self += others
    }
}

// MARK: - Replies that are not the service's

extension Bytes {
    /// Whether the body of a failure of the server is nothing, or a page for people.
    fileprivate var isGenericError: Bool {
        let whitespace: Set<UInt8> = [9, 10, 11, 12, 13, 32]
        guard let start = firstIndex(where: { !whitespace.contains($0) }) else { return true }
        return dropFirst(start).starts(with: "<html>".utf8)
    }
}

extension ReplyHead {
    /// The standard words for the status, or an empty text.
    fileprivate var reason: String { HTTPReason.phrase(of: status) }
}
