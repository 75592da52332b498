import IniaPrimitives

/// One command of the protocol, in a file of its own.
protocol Command: Sendable {
    /// The word in a line's `do`.
    static var name: String { get }

    /// The fields of the answer, but for the id.
    ///
    /// What the engine says no to is an answer with `error`; an error that is thrown is the testee's own failure, or
    /// ``Unsupported``.
    func answer(_ line: Line) async throws -> Document
}

/// All commands that this testee knows.
enum Commands {
    private static let all: [any Command] = [
        CallCommand(),
        LiveCommand(),
        PaginateCommand(),
        PresignCommand(),
        PresignPostCommand(),
        RequestCommand(),
        WaitCommand(),
        Codec(),
        CredentialsCommand(),
        EndpointCommand(),
        EventStreamCommand(),
        HTTP1Command(),
        Hello(),
        JMESPathCommand(),
        ParseCommand(),
        ProfilesCommand(),
        SignCommand(),
        ValidateCommand(),
    ]

    static let named = Dictionary(uniqueKeysWithValues: all.map { (type(of: $0).name, $0) })
}

extension Document {
    /// An answer that is an error.
    static func error(_ type: String, _ message: String) -> Document {
        .map([.init(key: "error", value: .map(["type": .string(type), "message": .string(message)]))])
    }

    /// An answer of fields.
    static func answer(_ fields: KeyValuePairs<String, Document>) -> Document { .map(Entry.list(fields)) }

    static func map(_ fields: KeyValuePairs<String, Document>) -> Document { .map(Entry.list(fields)) }
}

extension Document.Entry {
    fileprivate static func list(_ fields: KeyValuePairs<String, Document>) -> [Document.Entry] {
        fields.map { Document.Entry(key: $0.key, value: $0.value) }
    }
}
