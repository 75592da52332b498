public import IniaPrimitives

/// What a model says of one operation of a service.
public final class Operation: Sendable {
    /// The name in the model: `GetObject`.
    public let name: String
    /// The HTTP method; `POST` where the model is silent.
    public let method: String
    /// The path with its labels and literal query: `/{Bucket}/{Key+}?x-id=GetObject`.
    public let requestURI: String
    /// The input structure, with the traits of the operation's reference merged over its own.
    public let input: Reference?
    /// The output structure, likewise.
    public let output: Reference?
    /// The names of the error shapes that the operation can give.
    public let errors: [String]
    /// What the model says beside the binding.
    public let traits: OperationTraits
    private let inputLayout = OnceReference<Layout>()
    private let outputLayout = OnceReference<Layout>()

    /// Creates an operation.
    public init(
        name: String, method: String = "POST", requestURI: String = "/", input: Reference? = nil,
        output: Reference? = nil, errors: [String] = [], traits: OperationTraits = OperationTraits()
    ) {
        self.name = name
        self.method = method
        self.requestURI = requestURI
        self.input = input
        self.output = output
        self.errors = errors
        self.traits = traits
    }

    /// The member of the input that alone makes up the body of a REST request, if any.
    public var inputPayload: Member? { get throws(ModelError) { try Self.layout(of: input, inputLayout).payload } }

    /// The member of the output that alone makes up the body of a REST response, if any.
    public var outputPayload: Member? { get throws(ModelError) { try Self.layout(of: output, outputLayout).payload } }

    /// The members of the output that stand in the head of a REST response.
    public var outputHead: [Member] { get throws(ModelError) { try Self.layout(of: output, outputLayout).head } }

    /// The member of the input that is a stream of events, if any.
    public var inputEvents: Member? { get throws(ModelError) { try input?.shape.members?.events } }

    /// The member of the output that is a stream of events, if any.
    public var outputEvents: Member? { get throws(ModelError) { try output?.shape.members?.events } }

    /// Where members stand, looked up when it is first asked for.
    private static func layout(
        of reference: Reference?, _ known: borrowing OnceReference<Layout>
    ) throws(ModelError) -> Layout {
        if let layout = known.load() { return layout }
        let shape = try reference?.shape
        let payload = shape?.traits.rare?.payload.flatMap { shape?.members?[$0] }
        return known.storeIfNil(Layout(payload: payload, head: shape?.members?.filter(\.isInResponseHead) ?? []))
    }
}

/// Where the members of an input or output stand.
private final class Layout: Sendable {
    let payload: Member?
    let head: [Member]

    init(payload: Member?, head: [Member]) {
        self.payload = payload
        self.head = head
    }
}

/// What a model says of an operation beside its binding.
public struct OperationTraits: Sendable {
    /// How requests and responses are protected by checksums (`httpChecksum`).
    public struct Checksum: Sendable, Hashable {
        /// Whether every request has one.
        public var isRequestRequired = false
        /// The input member by which a caller chooses the algorithm.
        public var requestAlgorithmMember: String?
        /// The input member by which a caller asks for checksums in the response.
        public var requestValidationModeMember: String?
        /// The algorithms that a response may use, in lower case.
        public var responseAlgorithms: [String] = []

        /// Creates the default: no checksum is demanded or offered.
        public init() {}
    }

    /// A prefix of the host, with labels: `{AccountId}.`.
    public var hostPrefix: String?
    /// The `auth` list: the schemes in order of preference, such as `aws.auth#sigv4`.
    public var authSchemes: [String] = []
    /// The older `authtype`: `none`, `v4-unsigned-body`.
    public var authType: String?
    /// Whether the body is left out of the signature (`unsignedPayload`).
    public var hasUnsignedPayload = false
    /// Parameters of the endpoint rules that the operation fixes.
    public var staticContextParameters: [Document.Entry] = []
    /// Parameters of the endpoint rules that a JMESPath expression takes from the input.
    public var operationContextParameters: [(name: String, path: String)] = []
    /// How the operation's messages are protected by checksums, where the model says so.
    public var checksum: Checksum?
    /// The older `httpChecksumRequired`.
    public var isChecksumRequired = false
    /// The encodings that a large request body may be compressed with.
    public var requestCompression: [String] = []
    /// Whether the endpoint must be (true) or may be (false) discovered; nil where it is not.
    public var endpointDiscoveryIsRequired: Bool?
    /// Whether this is the operation that discovers endpoints.
    public var isEndpointOperation = false
    /// Whether calling twice does no more than calling once.
    public var isIdempotent = false
    /// Whether the call changes nothing.
    public var isReadOnly = false
    /// Whether the operation is no longer to be used.
    public var isDeprecated = false
    /// What to use instead of a deprecated operation, where the model says so.
    public var deprecationMessage: String?

    /// Creates the traits of an operation of which nothing more is said.
    public init() {}
}
