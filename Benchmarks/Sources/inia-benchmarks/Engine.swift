import Inia

/// The parts of the engine, each alone and warm; `reference/engine.py` does the same by botocore.
///
/// `run` gives the CPU that each takes; `repeated` does one of them so many times, for a tool that counts instructions.
enum Engine {
    /// One thing to do over and over.
    struct Part: Sendable {
        let name: String
        let body: @Sendable () async throws -> Void

        init(_ name: String, _ body: @escaping @Sendable () async throws -> Void) {
            self.name = name
            self.body = body
        }
    }

    static let credentials = Credentials(accessKeyID: "AKIDEXAMPLEEXAMPLE", secretAccessKey: "secretsecretsecretsecret")
    static let key: Value = ["TableName": "t", "Key": ["pk": ["S": "user#123"], "sk": ["N": "42"]]]

    /// Measures all parts.
    ///
    /// - Parameter folder: where the canned answers lie.
    static func run(folder: String) async throws {
        for part in try parts(folder) { try await measure(part.name, part.body) }
    }

    /// Does one part over and over, or one side of what types are compared by.
    static func repeated(_ name: String, times: Int, folder: String) async throws {
        let parts = try parts(folder) + TypedCalls.pairs(folder).flatMap(\.parts)
        guard let part = parts.first(where: { $0.name == name }) else {
            return print("there is no part \(name)")
        }
        for _ in 0..<times { try await part.body() }
    }

    /// Prints the names of all parts.
    static func list(folder: String) throws {
        for part in try parts(folder) { report(part.name, [:]) }
    }

    private static func parts(_ folder: String) throws -> [Part] {
        let library = ModelLibrary.shared(for: .system)
        let s3 = try library.service("s3")
        let dynamoDB = try library.service("dynamodb")
        return [
            try signing(),
            try endpoints(s3, library),
            try serializing("GetObject", ["Bucket": "bucket", "Key": "some/key"], of: s3),
            try serializing("GetItem", key, of: dynamoDB),
            try decodingXML("\(folder)/list.xml"),
            try decodingJSON("\(folder)/query.json"),
            try decodingCBOR(),
            pool(),
            try requestHead(),
            try responseHead(),
            try object(),
            try item(folder: folder),
            try page(folder: folder),
        ]
    }
}
