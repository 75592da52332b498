public import IniaHost
public import IniaPrimitives
public import IniaShapes
internal import IniaText

/// A file of the models: JSON objects, one a line, each beginning with its kind as key and its name as value, the
/// lines sorted by their bytes.
///
/// A line is found by bisection on the raw bytes; no line is parsed but the one that is asked for.
public struct ModelLines: Sendable {
    private enum Storage: Sendable {
        case file(MappedFile)
        case literal(StaticString)
    }

    private let storage: Storage
    /// The path of the file, or what else errors should call these lines.
    public let origin: String

    /// Lines of a file.
    public init(_ file: MappedFile, origin: String) {
        storage = .file(file)
        self.origin = origin
    }

    /// Lines at hand, already sorted.
    public init(_ bytes: Bytes, origin: String) {
        self.init(MappedFile(bytes), origin: origin)
    }

    /// Lines compiled into the program, already sorted.
    public init(_ literal: StaticString, origin: String) {
        storage = .literal(literal)
        self.origin = origin
    }

    /// The line of a kind and a name, read as a tree, or nil where there is none.
    ///
    /// - Throws: ``ModelError`` with ``ModelError/Code/malformed``, naming the origin and the line's number.
    public func document(_ kind: String, _ name: String) throws(ModelError) -> Document? {
        try read(kind, name) { (reader) throws(FormatError) in try reader.readDocument() }
    }

    /// Whether there is a line of a kind and a name.
    public func contains(_ kind: String, _ name: String) -> Bool {
        let key = Self.key(kind, name)
        return withUnsafeBytes { Self.line(beginning: key, in: $0) != nil }
    }

    /// The line of a kind and a name as it is, or nil where there is none.
    public func text(_ kind: String, _ name: String) -> String? {
        let key = Self.key(kind, name)
        return withUnsafeBytes { bytes in
            Self.line(beginning: key, in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
        }
    }

    /// All lines as they are.
    public var text: String { withUnsafeBytes { String(decoding: $0, as: UTF8.self) } }

    /// The names of all lines of a kind, in their order.
    public func names(of kind: String) -> [String] {
        var names: [String] = []
        let prefix = Array("{\"\(kind)\":\"".utf8)
        withUnsafeBytes { bytes in
            var start = Self.firstLine(notBefore: prefix, in: bytes)
            while start < bytes.count, Self.begins(bytes, at: start, with: prefix) {
                let end = Self.lineEnd(from: start, in: bytes)
                names.append(Self.name(in: bytes[(start + prefix.count)..<end]))
                start = end + 1
            }
        }
        return names
    }

    /// Reads the line of a kind and a name, or gives nil where there is none.
    func read<Result>(
        _ kind: String, _ name: String, _ body: (inout JSONReader) throws(FormatError) -> Result
    ) throws(ModelError) -> Result? {
        var result: Result?
        try readLine(kind, name) { (reader) throws(FormatError) in result = try body(&reader) }
        return result
    }

    /// What ``read(_:_:_:)`` does for all kinds of results, so that it is compiled once.
    private func readLine(
        _ kind: String, _ name: String, _ body: (inout JSONReader) throws(FormatError) -> Void
    ) throws(ModelError) {
        let key = Self.key(kind, name)
        try withUnsafeBytes { bytes throws(ModelError) in
            guard let line = Self.line(beginning: key, in: bytes) else { return }
            do throws(FormatError) {
                var reader = JSONReader(UnsafeRawBufferPointer(rebasing: bytes[line]), maximumDepth: 128)
                try body(&reader)
                try reader.finish()
            } catch {
                let number = bytes[..<line.lowerBound].count { $0 == UInt8(ascii: "\n") } + 1
                throw ModelError(.malformed, "\(origin), line \(number) (\(kind) \(name)): \(error)")
            }
        }
    }

    func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        switch storage {
        case .file(let file): try file.withUnsafeBytes(body)
        case .literal(let text):
            try body(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        }
    }
}

// The search itself.
extension ModelLines {
    /// How a line of a kind and a name begins. A name that JSON would escape is escaped as the importer does.
    private static func key(_ kind: String, _ name: String) -> [UInt8] {
        var key: [UInt8] = []
        key.reserveCapacity(kind.utf8.count + name.utf8.count + 6)
        key.append(contentsOf: "{\"".utf8)
        key.append(contentsOf: kind.utf8)
        key.append(contentsOf: "\":".utf8)
        var writer = JSONWriter(capacity: name.utf8.count + 2)
        writer.string(name)
        key.append(contentsOf: writer.bytes)
        return key
    }

    private static func line(beginning key: [UInt8], in bytes: UnsafeRawBufferPointer) -> Range<Int>? {
        let start = firstLine(notBefore: key, in: bytes)
        guard start < bytes.count, begins(bytes, at: start, with: key) else { return nil }
        return start..<lineEnd(from: start, in: bytes)
    }

    /// The start of the first line that does not sort before a key, or the end where all do.
    private static func firstLine(notBefore key: [UInt8], in bytes: UnsafeRawBufferPointer) -> Int {
        // Both bounds are always starts of lines: all before `lower` sort before the key, all from `upper` on do not.
        var lower = 0
        var upper = bytes.count
        while lower < upper {
            let start = lineStart(around: lower + (upper - lower) / 2, notBefore: lower, in: bytes)
            if sorts(bytes, at: start, before: key) {
                lower = min(lineEnd(from: start, in: bytes) + 1, upper)
            } else {
                upper = start
            }
        }
        return lower
    }

    private static func lineStart(around offset: Int, notBefore lower: Int, in bytes: UnsafeRawBufferPointer) -> Int {
        var start = offset
        while start > lower, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        return start
    }

    private static func lineEnd(from start: Int, in bytes: UnsafeRawBufferPointer) -> Int {
        bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    }

    private static func sorts(_ bytes: UnsafeRawBufferPointer, at start: Int, before key: [UInt8]) -> Bool {
        for (index, expected) in key.enumerated() {
            guard start + index < bytes.count else { return true }
            let byte = bytes[start + index]
            if byte != expected { return byte < expected }
        }
        return false
    }

    private static func begins(_ bytes: UnsafeRawBufferPointer, at start: Int, with key: [UInt8]) -> Bool {
        bytes.count - start >= key.count && bytes[start..<(start + key.count)].elementsEqual(key)
    }

    /// The name whose bytes a line goes on with after its kind.
    private static func name(in rest: Slice<UnsafeRawBufferPointer>) -> String {
        let end = rest.firstIndex { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") } ?? rest.endIndex
        if end < rest.endIndex, rest[end] == UInt8(ascii: "\\") {
            let quoted = UnsafeRawBufferPointer(rebasing: rest.base[(rest.startIndex - 1)..<rest.endIndex])
            var reader = JSONReader(quoted)
            if let name = try? reader.readString() { return name }
        }
        return String(decoding: rest[..<end], as: UTF8.self)
    }
}
