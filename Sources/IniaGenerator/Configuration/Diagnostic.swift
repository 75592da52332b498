/// What is wrong with a configuration, and where, in the form in which compilers say it.
public struct Diagnostic: Error, Hashable, Sendable {
    /// The file.
    public var path: String
    /// The line, counted from 1.
    public var line: Int
    /// The column in bytes, counted from 1.
    public var column: Int
    /// What is wrong, and what may have been meant.
    public var message: String

    /// Creates a diagnostic of a place in a file.
    public init(path: String, line: Int, column: Int, message: String) {
        self.path = path
        self.line = line
        self.column = column
        self.message = message
    }

    /// Creates a diagnostic of an offset in a file's text.
    public init(path: String, text: some BidirectionalCollection<UInt8>, offset: Int, message: String) {
        let before = text.prefix(offset)
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { before.index(after: $0) } ?? before.startIndex
        self.init(
            path: path, line: before.count { $0 == UInt8(ascii: "\n") } + 1,
            column: before.distance(from: lineStart, to: before.endIndex) + 1, message: message)
    }
}

extension Diagnostic: CustomStringConvertible {
    /// The place and the message, as build systems look for them.
    public var description: String { "\(path):\(line):\(column): error: \(message)" }
}

/// Everything that is wrong with a configuration, in the order of the file.
public struct Diagnostics: Error, Hashable, Sendable {
    /// At least one diagnostic.
    public var all: [Diagnostic]

    /// Creates the error of one or more diagnostics.
    public init(_ all: [Diagnostic]) { self.all = all }
}

extension Diagnostics: CustomStringConvertible {
    /// A diagnostic a line.
    public var description: String { all.map(\.description).joined(separator: "\n") }
}
