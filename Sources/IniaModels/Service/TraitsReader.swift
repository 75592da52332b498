internal import IniaShapes
internal import IniaText

/// Gathers the traits of a shape or of a reference from the entries of its line.
struct TraitsReader {
    private var traits = Traits()
    private var rare: RareTraits?

    func finished() -> Traits {
        var traits = traits
        traits.rare = rare?.finished()
        return traits
    }

    /// Reads the value of a key; what is no trait, or is not known, is skipped.
    mutating func read(_ key: String, _ reader: inout JSONReader) throws(FormatError) {
        if let flag = Self.flags[key] {
            if try reader.readBoolean() { traits.flags.insert(flag) }
            return
        }
        switch key {
        case "locationName": traits.locationName = try reader.readString()
        case "location": traits.location = try Traits.Location(reading: &reader)
        case "timestampFormat": traits.timestampFormat = try Traits.TimestampFormat(reading: &reader)
        case "min": traits.minimum = try reader.readDouble()
        case "retryable": try readRetryable(&reader)
        default: try readRare(key, &reader)
        }
    }

    private static let flags: [String: Traits.Flags] = [
        "flattened": .flattened, "sparse": .sparse, "union": .union, "document": .document, "streaming": .streaming,
        "requiresLength": .requiresLength, "sensitive": .sensitive, "jsonvalue": .jsonValue,
        "idempotencyToken": .idempotencyToken, "hostLabel": .hostLabel, "eventstream": .eventStream, "event": .event,
        "eventpayload": .eventPayload, "eventheader": .eventHeader, "xmlAttribute": .xmlAttribute,
        "exception": .exception, "fault": .fault, "deprecated": .deprecated,
        "endpointdiscoveryid": .endpointDiscoveryID, "box": .boxed, "wrapper": .wrapper,
    ]

    private mutating func readRetryable(_ reader: inout JSONReader) throws(FormatError) {
        traits.flags.insert(.retryable)
        try reader.enterObject()
        while let key = try reader.nextKeyText() {
            guard key == "throttling" else {
                try reader.skipValue()
                continue
            }
            if try reader.readBoolean() { traits.flags.insert(.throttling) }
        }
    }

    private mutating func readRare(_ key: String, _ reader: inout JSONReader) throws(FormatError) {
        var read = rare ?? RareTraits()
        if try read.read(key, &reader) { rare = read } else { try reader.skipValue() }
    }
}

/// The traits that few shapes have.
private struct RareTraits {
    private var queryName: String?
    private var xmlNamespace: Traits.XMLNamespace?
    private var resultWrapper: String?
    private var payload: String?
    private var errorCode: String?
    private var errorStatus: Int?
    private var isSenderFault: Bool?
    private var contextParameter: String?
    private var pattern: String?
    private var deprecationMessage: String?

    func finished() -> Traits.Rare {
        Traits.Rare(
            queryName: queryName, xmlNamespace: xmlNamespace, resultWrapper: resultWrapper, payload: payload,
            errorCode: errorCode, errorStatus: errorStatus, isSenderFault: isSenderFault,
            contextParameter: contextParameter, pattern: pattern, deprecationMessage: deprecationMessage)
    }

    /// Reads the value of a key, or tells that it is none of these.
    mutating func read(_ key: String, _ reader: inout JSONReader) throws(FormatError) -> Bool {
        switch key {
        case "queryName": queryName = try reader.readString()
        case "xmlNamespace": xmlNamespace = try Traits.XMLNamespace(reading: &reader)
        case "resultWrapper": resultWrapper = try reader.readString()
        case "payload": payload = try reader.readString()
        case "error": try readError(&reader)
        case "contextParam": contextParameter = try reader.readString(of: "name")
        case "pattern": pattern = try reader.readString()
        case "deprecatedMessage": deprecationMessage = try reader.readString()
        default: return false
        }
        return true
    }

    private mutating func readError(_ reader: inout JSONReader) throws(FormatError) {
        try reader.enterObject()
        while let key = try reader.nextKeyText() {
            switch key {
            case "code": errorCode = try reader.readString()
            case "httpStatusCode": errorStatus = Int(clamping: try reader.readInteger())
            case "senderFault": isSenderFault = try reader.readBoolean()
            default: try reader.skipValue()
            }
        }
    }
}

extension Traits.Location {
    fileprivate init?(reading reader: inout JSONReader) throws(FormatError) {
        switch try reader.readString() {
        case "header": self = .header
        case "headers": self = .headers
        case "uri": self = .uri
        case "querystring": self = .querystring
        case "statusCode": self = .statusCode
        default: return nil
        }
    }
}

extension Traits.TimestampFormat {
    fileprivate init?(reading reader: inout JSONReader) throws(FormatError) {
        switch try reader.readString() {
        case "iso8601": self = .iso8601
        case "unixTimestamp": self = .unixTimestamp
        case "rfc822": self = .rfc822
        default: return nil
        }
    }
}

extension Traits.XMLNamespace {
    /// Reads a namespace: its URI alone, or an object of that and a prefix.
    init(reading reader: inout JSONReader) throws(FormatError) {
        self.init(uri: "")
        guard try reader.peek() == .object else {
            uri = try reader.readString()
            return
        }
        try reader.enterObject()
        while let key = try reader.nextKeyText() {
            switch key {
            case "uri": uri = try reader.readString()
            case "prefix": prefix = try reader.readString()
            default: try reader.skipValue()
            }
        }
    }
}
