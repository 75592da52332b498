/// What a model says of a shape, or of a reference to one, beside its kind.
public struct Traits: Sendable {
    /// Traits that are either there or not.
    public struct Flags: OptionSet, Sendable {
        /// The flags as bits.
        public let rawValue: UInt32

        /// Creates flags from bits.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// A list or map whose entries stand directly in their parent.
        public static let flattened = Flags(rawValue: 1 << 0)
        /// A list or map whose entries may be null.
        public static let sparse = Flags(rawValue: 1 << 1)
        /// A structure of which exactly one member is set.
        public static let union = Flags(rawValue: 1 << 2)
        /// Open content.
        public static let document = Flags(rawValue: 1 << 3)
        /// A body that is not held in memory.
        public static let streaming = Flags(rawValue: 1 << 4)
        /// A streaming body whose length must be known.
        public static let requiresLength = Flags(rawValue: 1 << 5)
        /// A secret: never logged or described.
        public static let sensitive = Flags(rawValue: 1 << 6)
        /// A header of JSON text in base64.
        public static let jsonValue = Flags(rawValue: 1 << 7)
        /// Filled with a fresh UUID where the caller gives none.
        public static let idempotencyToken = Flags(rawValue: 1 << 8)
        /// A part of the operation's host name.
        public static let hostLabel = Flags(rawValue: 1 << 9)
        /// A union of events.
        public static let eventStream = Flags(rawValue: 1 << 10)
        /// A member of such a union.
        public static let event = Flags(rawValue: 1 << 11)
        /// The member of an event that is the message's payload.
        public static let eventPayload = Flags(rawValue: 1 << 12)
        /// A member of an event that is a header of the message.
        public static let eventHeader = Flags(rawValue: 1 << 13)
        /// Written as an attribute of its XML element.
        public static let xmlAttribute = Flags(rawValue: 1 << 14)
        /// An error that an operation can give.
        public static let exception = Flags(rawValue: 1 << 15)
        /// An error that is the service's fault.
        public static let fault = Flags(rawValue: 1 << 16)
        /// An error after which the call may be tried again.
        public static let retryable = Flags(rawValue: 1 << 17)
        /// A retryable error that asks for less.
        public static let throttling = Flags(rawValue: 1 << 18)
        /// No longer to be used.
        public static let deprecated = Flags(rawValue: 1 << 19)
        /// A member by which endpoint discovery tells endpoints apart.
        public static let endpointDiscoveryID = Flags(rawValue: 1 << 20)
        /// A scalar that may be absent (`box`).
        public static let boxed = Flags(rawValue: 1 << 21)
        /// A structure that wraps a result (`wrapper`).
        public static let wrapper = Flags(rawValue: 1 << 22)
    }

    /// Where a REST protocol binds a member.
    public enum Location: Sendable, Hashable {
        case header
        /// Every header with the prefix that is the member's wire name.
        case headers
        case uri
        case querystring
        case statusCode
    }

    /// How a timestamp is written.
    public enum TimestampFormat: Sendable, Hashable {
        case iso8601, unixTimestamp, rfc822
    }

    /// An XML namespace.
    public struct XMLNamespace: Sendable, Hashable {
        /// The namespace's name.
        public var uri: String
        /// The prefix by which elements refer to it, if they do.
        public var prefix: String?

        /// Creates a namespace.
        public init(uri: String, prefix: String? = nil) {
            self.uri = uri
            self.prefix = prefix
        }
    }

    /// Traits that few shapes have, kept apart so that the many stay small.
    public final class Rare: Sendable {
        /// The name that ec2's protocol uses instead of all others.
        public let queryName: String?
        /// The namespace of the element that the shape is written as.
        public let xmlNamespace: XMLNamespace?
        /// The element around the result of a query operation.
        public let resultWrapper: String?
        /// The member that alone makes up the body of a REST message.
        public let payload: String?
        /// The code of an error on the wire.
        public let errorCode: String?
        /// The status of an error's reply.
        public let errorStatus: Int?
        /// Whether the error is the sender's fault, where the model says so.
        public let isSenderFault: Bool?
        /// The endpoint rules' parameter that the member fills.
        public let contextParameter: String?
        /// The regular expression that a text should match; it is not checked, as in botocore.
        public let pattern: String?
        /// Why, or for what, a deprecated thing is to be left.
        public let deprecationMessage: String?

        /// Creates rare traits.
        public init(
            queryName: String? = nil, xmlNamespace: XMLNamespace? = nil, resultWrapper: String? = nil,
            payload: String? = nil, errorCode: String? = nil, errorStatus: Int? = nil, isSenderFault: Bool? = nil,
            contextParameter: String? = nil, pattern: String? = nil, deprecationMessage: String? = nil
        ) {
            self.queryName = queryName
            self.xmlNamespace = xmlNamespace
            self.resultWrapper = resultWrapper
            self.payload = payload
            self.errorCode = errorCode
            self.errorStatus = errorStatus
            self.isSenderFault = isSenderFault
            self.contextParameter = contextParameter
            self.pattern = pattern
            self.deprecationMessage = deprecationMessage
        }

        fileprivate func overridden(by other: Rare) -> Rare {
            Rare(
                queryName: other.queryName ?? queryName, xmlNamespace: other.xmlNamespace ?? xmlNamespace,
                resultWrapper: other.resultWrapper ?? resultWrapper, payload: other.payload ?? payload,
                errorCode: other.errorCode ?? errorCode, errorStatus: other.errorStatus ?? errorStatus,
                isSenderFault: other.isSenderFault ?? isSenderFault,
                contextParameter: other.contextParameter ?? contextParameter, pattern: other.pattern ?? pattern,
                deprecationMessage: other.deprecationMessage ?? deprecationMessage)
        }
    }

    /// The traits that are either there or not.
    public var flags: Flags = []
    /// The name on the wire, where it is not the member's own.
    public var locationName: String?
    /// Where a REST protocol binds the member; the body where it is nil.
    public var location: Location?
    /// How the timestamp is written, where it is not the protocol's way.
    public var timestampFormat: TimestampFormat?
    /// The least length of a text, blob or list, or the least number.
    public var minimum: Double?
    /// The traits that few shapes have.
    public var rare: Rare?

    /// Creates traits of which none is set.
    public init() {}

    /// Whether nothing is said.
    public var isEmpty: Bool {
        flags.isEmpty && locationName == nil && location == nil && timestampFormat == nil && minimum == nil
            && rare == nil
    }

    /// Whether all of these flags are set.
    public func contains(_ flags: Flags) -> Bool { self.flags.isSuperset(of: flags) }

    /// These traits, with another's in their place wherever the other says something.
    public func overridden(by other: Traits) -> Traits {
        var merged = self
        merged.flags.formUnion(other.flags)
        merged.locationName = other.locationName ?? locationName
        merged.location = other.location ?? location
        merged.timestampFormat = other.timestampFormat ?? timestampFormat
        merged.minimum = other.minimum ?? minimum
        if let theirs = other.rare { merged.rare = rare?.overridden(by: theirs) ?? theirs }
        return merged
    }
}
