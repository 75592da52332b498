internal import IniaEndpoints
internal import IniaHTTP
internal import IniaPrimitives
internal import IniaProtocols
internal import IniaShapes
internal import IniaSigning

/// The values of a call on its way, one for each stage: each holds what the next stages need, and nothing else.

/// What *prepare* gives: an operation with its input, every default filled in.
///
/// It never changes, and every later value refers to it: a reference costs nothing to hand on.
final class Call: Sendable {
    let plan: OperationPlans.Plan
    /// The input as the caller gave it.
    let given: Value
    /// The input as it will be sent.
    let input: Value
    let terms: Terms
    let overrides: CallOptions
    /// The client's hooks and then the call's own, but for those that have nothing to do.
    let hooks: [any Hook]
    /// What all attempts of the call have in common on the wire.
    let invocationID: String
    let purpose: Purpose
    /// When the call must have its answer, if ever.
    let deadline: ContinuousClock.Instant?

    init(
        _ plan: OperationPlans.Plan, given: Value, input: Value, terms: Terms, overrides: CallOptions,
        hooks: [any Hook], invocationID: String, purpose: Purpose, deadline: ContinuousClock.Instant?
    ) {
        self.plan = plan
        self.given = given
        self.input = input
        self.terms = terms
        self.overrides = overrides
        self.hooks = hooks
        self.invocationID = invocationID
        self.purpose = purpose
        self.deadline = deadline
    }

    var operation: Operation { plan.operation }
    var identity: OperationIdentity { plan.identity }
    var quirks: QuirkPlan { plan.quirks }

    /// The client's options with the call's own over them.
    var options: ClientOptions { terms.options }

    /// What becomes of the request.
    enum Purpose: Sendable, Hashable { case sending, presigning }
}

/// Options that a client's calls have in common: too many to be copied for each.
final class Terms: Sendable {
    let options: ClientOptions
    /// Whether calls go without a signature; each asks, and the options would compare texts for it.
    let isUnsigned: Bool

    init(_ options: ClientOptions) {
        self.options = options
        isUnsigned = options.isUnsigned
    }
}

/// Where the endpoint rules want a call to go, and how it is signed there.
final class Place: Sendable {
    /// The endpoint; nil where the rules' text is none.
    let url: HTTPURL?
    /// Whether the endpoint's host can be one.
    let hasHost: Bool
    /// The endpoint as the rules wrote it.
    let text: String
    let headers: [(name: String, value: String)]
    let signing: SigningPlan
    /// Whether the session of a bucket signs the request.
    let usesSessions: Bool
    /// What the endpoint makes use of, for the user agent.
    let features: Set<String>

    init(
        _ text: String, headers: [(name: String, value: String)] = [], signing: SigningPlan, usesSessions: Bool = false,
        features: Set<String> = []
    ) {
        url = HTTPURL(text)
        hasHost = url?.host.isHost ?? false
        self.text = text
        self.headers = headers
        self.signing = signing
        self.usesSessions = usesSessions
        self.features = features
    }
}

/// What a place depends on, beside the client that calls.
struct PlaceKey: Hashable, Sendable {
    let operation: String
    /// What the rules look at of the input.
    let values: [EndpointParameter?]
    /// The account that signs, where the rules ask for it.
    let account: String?
    /// The region in which what the input names was found to be, where that is known.
    let region: String?
}

/// What *address* gives: a request that lacks nothing but its signature.
struct Addressed: Sendable {
    let call: Call
    var request: HTTPRequest
    var signing: SigningPlan
    /// The bucket whose session signs the request, for endpoints that want sessions.
    var sessionBucket: String?
    /// The path that S3's first signature version signs, where it differs from the URL's.
    var authPath: String?
    /// The events that are the request's payload, if it has such.
    var events: EventInput?
    /// How the response's body is verified.
    var verification: ResponseVerification?
    /// The hash of the payload, once a signature needed it: a body is hashed once for all attempts.
    var payloadHash: PayloadHash?
    /// How the body is cut into chunks that are signed as they are sent, where it is.
    var chunks: ChunkedFraming?
    /// The header in which the body's checksum stands, where it was put there.
    var checksumHeader: String?
    /// The features for the user agent that came up on the way.
    var features: Features
}

/// The features of a call for the user agent, by their short ids.
///
/// Both sets are mostly ones that were there before the call, and are known again at once; a union of them is not.
struct Features: Hashable, Sendable {
    /// What the call itself makes use of.
    var call: Set<String>
    /// Where that came from which signs it.
    var signer: Set<String> = []

    var all: Set<String> { call.union(signer) }

    mutating func insert(_ feature: String) { call.insert(feature) }

    /// Adds features to others; the first stay the set that they were.
    static func add(_ more: Set<String>, to features: inout Set<String>) {
        if features.isEmpty { features = more } else if features != more { features.formUnion(more) }
    }
}

/// What *transmit* gives: a response whose body is at hand, or open where the caller is to read it.
struct Answer: Sendable {
    /// The status; a quirk may have found another than the one on the wire.
    var status: Int
    /// The status as it came.
    let wireStatus: Int
    var headers: HTTPHeaders
    /// The headers as they came.
    let wireHeaders: HTTPHeaders
    /// The body where the caller is to read it.
    var body: Body
    /// The body where it is at hand.
    var content: Bytes?
}

/// How the attempts of a call stand.
struct Attempts: Sendable {
    /// The number of the attempt that is under way or ended last; 1 for the first.
    var number = 0
    /// What the retry before the attempt took from the quota.
    var cost = 0
    private var told = Told.nothing
    /// The ids of the answers so far.
    var requestIDs: [String] = []
    /// Whether the call has been sent to another region than its client's.
    var isRedirected = false
    /// Whether an attempt was refused for its time and sent again with another.
    var isSkewCorrected = false
    /// By how much this machine's clock was known to differ from the service's when the attempt was signed.
    var skew = Duration.zero
    /// When the service will have lost interest, by its own clock; known after a response with a date.
    var expiry: Timestamp?

    /// The attempt that ended last, where somebody wants to hear of it.
    var last: AttemptReport? {
        get { if case .of(let report) = told { report } else { nil } }
        set { told = newValue.map(Told.of) ?? .nothing }
    }

    // By reference, since it is large and seldom there.
    private indirect enum Told: Sendable {
        case nothing
        case of(AttemptReport)
    }
}
