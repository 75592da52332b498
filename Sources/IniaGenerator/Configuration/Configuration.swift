public import IniaPrimitives

/// What a target's `inia.json` asks for.
///
/// ```json
/// {
///   "services": {"s3": ["GetObject", "PutObject"], "dynamodb": "*"},
///   "access": "internal",
///   "models": "../Models",
///   "docs": "../botocore/data",
///   "codable": false,
///   "dynamic": ["sqs"]
/// }
/// ```
public struct Configuration: Sendable, Equatable {
    /// A text with the place where it stands.
    public struct Name: Sendable, Equatable {
        /// The text.
        public var text: String
        /// Where it begins, in bytes from the start of the file.
        public var offset: Int

        /// Creates a name at a place.
        public init(_ text: String, at offset: Int) {
            self.text = text
            self.offset = offset
        }
    }

    /// A service with the operations that are wanted of it.
    public struct Service: Sendable, Equatable {
        /// The service's name.
        public var name: Name
        /// The operations by their names in the model; nil for all, `"*"`.
        public var operations: [Name]?

        /// Creates a wish.
        public init(_ name: Name, operations: [Name]?) {
            self.name = name
            self.operations = operations
        }
    }

    /// The services for which there are to be typed clients, in the file's order.
    public var services: [Service] = []
    /// Who can see the generated declarations: `internal` (default), `package` or `public`.
    public var access = "internal"
    /// A folder of the user's own models, in either form that a ``ModelLibrary`` reads, which come before AWS's; relative
    /// to the file's folder.
    public var models: Name?
    /// A folder of botocore's data, from which documentation is taken, relative to the file's folder.
    public var docs: Name?
    /// Whether the structures can be encoded and decoded with `Codable` (default false).
    public var isCodable = false
    /// The services that are compiled in whole, for dynamic clients.
    public var dynamic: [Name] = []

    /// Creates a configuration that asks for nothing.
    public init() {}

    /// Reads a configuration.
    ///
    /// - Throws: ``Diagnostics`` with everything that is wrong, or with the first place that is no JSON.
    public init(_ text: Bytes, path: String) throws(Diagnostics) {
        let result = text.withUnsafeBytes { bytes in
            var reader = ConfigurationReader(bytes, path: path)
            return Result { () throws(Diagnostics) in try reader.read() }
        }
        self = try result.get()
    }
}
