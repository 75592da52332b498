internal import IniaModels
internal import IniaPrimitives
internal import IniaText

/// Reads `inia.json`, noting whatever is wrong with it and where.
struct ConfigurationReader: ~Copyable {
    private typealias Name = Configuration.Name

    private static let keys = ["services", "access", "models", "docs", "codable", "dynamic"]
    private static let levels = ["internal", "package", "public"]

    private let text: UnsafeRawBufferPointer
    private let path: String
    private var reader: JSONReader
    private var configuration = Configuration()
    private var diagnostics: [Diagnostic] = []

    init(_ text: UnsafeRawBufferPointer, path: String) {
        self.text = text
        self.path = path
        reader = JSONReader(text, maximumDepth: 64)
    }

    mutating func read() throws(Diagnostics) -> Configuration {
        do throws(FormatError) {
            try readAll()
            try reader.finish()
        } catch {
            note(reason(of: error), at: error.offset)
        }
        guard diagnostics.isEmpty else { throw Diagnostics(diagnostics) }
        return configuration
    }

    /// Why the text cannot be read, for what editors and people often do to JSON.
    private func reason(of error: FormatError) -> String {
        if text.starts(with: [0xFF, 0xFE]) || text.starts(with: [0xFE, 0xFF]) { return "the file is not UTF-8" }
        if error.offset < text.count, [UInt8(ascii: "/"), UInt8(ascii: "#")].contains(text[error.offset]) {
            return "JSON has no comments"
        }
        return error.message
    }

    private mutating func readAll() throws(FormatError) {
        guard try isNext(.object, "the configuration is an object") else { return }
        var seen: [String] = []
        try reader.enterObject()
        while let key = try nextKey() {
            if seen.contains(key.text) { note("\(key.text) is given twice", at: key.offset) }
            seen.append(key.text)
            switch key.text {
            case "services": try readServices()
            case "access": try readAccess()
            case "models": configuration.models = try readName("models is the path of a folder")
            case "docs": configuration.docs = try readName("docs is the path of a folder")
            case "codable": try readCodable()
            case "dynamic": configuration.dynamic = try readNames("dynamic is a list of services")
            default:
                note("there is no option \(key.text)" + meant(key.text, among: Self.keys), at: key.offset)
                try reader.skipValue()
            }
        }
    }

    private mutating func readServices() throws(FormatError) {
        guard try isNext(.object, "services is an object of services, each with a list of operations or \"*\"") else {
            return
        }
        try reader.enterObject()
        while let name = try nextKey() {
            if configuration.services.contains(where: { $0.name.text == name.text }) {
                note("\(name.text) is given twice", at: name.offset)
            }
            let wish = "\(name.text) takes a list of operations, or \"*\" for all"
            if try reader.peek() == .string {
                guard let all = try readName(wish) else { continue }
                if all.text != "*" { note(wish, at: all.offset) }
                configuration.services.append(.init(name, operations: nil))
            } else {
                configuration.services.append(.init(name, operations: try readNames(wish)))
            }
        }
    }

    private mutating func readAccess() throws(FormatError) {
        let wish = "access is internal, package or public"
        guard let level = try readName(wish) else { return }
        if Self.levels.contains(level.text) {
            configuration.access = level.text
        } else {
            note(wish + meant(level.text, among: Self.levels), at: level.offset)
        }
    }

    private mutating func readCodable() throws(FormatError) {
        guard try isNext(.boolean, "codable is true or false") else { return }
        configuration.isCodable = try reader.readBoolean()
    }

    private mutating func readNames(_ wish: String) throws(FormatError) -> [Name] {
        guard try isNext(.array, wish) else { return [] }
        var names: [Name] = []
        try reader.enterArray()
        while try reader.nextElement() {
            guard let name = try readName(wish) else { continue }
            if names.contains(where: { $0.text == name.text }) { note("\(name.text) is given twice", at: name.offset) }
            names.append(name)
        }
        return names
    }

    private mutating func readName(_ wish: String) throws(FormatError) -> Name? {
        guard try isNext(.string, wish) else { return nil }
        let offset = reader.offset
        return Name(try reader.readString(), at: offset)
    }

    /// Whether the next value is of a kind; one that is not is noted and skipped.
    private mutating func isNext(_ kind: JSONKind, _ wish: String) throws(FormatError) -> Bool {
        if try reader.peek() == kind { return true }
        note(wish, at: reader.offset)
        try reader.skipValue()
        return false
    }

    private mutating func nextKey() throws(FormatError) -> Name? {
        var offset = reader.offset
        while offset < text.count, [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ",")].contains(text[offset]) { offset += 1 }
        return try reader.nextKeyText().map { Name($0, at: offset) }
    }

    private mutating func note(_ message: String, at offset: Int) {
        diagnostics.append(Diagnostic(path: path, text: text, offset: offset, message: message))
    }

    private func meant(_ name: String, among names: [String]) -> String {
        nearest(to: name, among: names).first.map { "; did you mean \($0)?" } ?? ""
    }
}
