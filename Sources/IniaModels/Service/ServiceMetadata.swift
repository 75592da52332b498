internal import IniaShapes
internal import IniaText

/// What the `metadata` line of a service says.
struct ServiceMetadata {
    var traits = ServiceTraits()
    var clientContextParameters: [ClientContextParameter] = []
    /// The protocol named before services listed several.
    private var onlyProtocol: String?

    init(reading reader: inout JSONReader) throws(FormatError) {
        try reader.enterObject()
        while let key = try reader.nextKeyText() { try read(key, &reader) }
        if traits.protocols.isEmpty, let name = onlyProtocol, let known = ServiceTraits.WireProtocol(rawValue: name) {
            traits.protocols = [known]
        }
    }

    private mutating func read(_ key: String, _ reader: inout JSONReader) throws(FormatError) {
        switch key {
        case "apiVersion": traits.apiVersion = try reader.readString()
        case "endpointPrefix": traits.endpointPrefix = try reader.readString()
        case "protocol": onlyProtocol = try reader.readString()
        case "protocols":
            traits.protocols = try reader.readStrings().compactMap { ServiceTraits.WireProtocol(rawValue: $0) }
        case "jsonVersion":
            traits.jsonVersion = try reader.peek() == .number ? reader.readNumberText() : reader.readString()
        case "serviceId": traits.serviceID = try reader.readString()
        case "serviceFullName": traits.fullName = try reader.readString()
        case "serviceAbbreviation": traits.abbreviation = try reader.readString()
        case "signatureVersion": traits.signatureVersion = try reader.readString()
        case "signingName": traits.signingName = try reader.readString()
        case "targetPrefix": traits.targetPrefix = try reader.readString()
        case "xmlNamespace": traits.xmlNamespace = try Traits.XMLNamespace(reading: &reader)
        case "awsQueryCompatible":
            try reader.skipValue()
            traits.isQueryCompatible = true
        case "globalEndpoint": traits.globalEndpoint = try reader.readString()
        case "auth": traits.authSchemes = try reader.readStrings()
        case "protocolSettings": traits.http2 = try reader.readString(of: "h2")
        case "clientContextParams": try readClientContextParameters(&reader)
        default: try reader.skipValue()
        }
    }

    private mutating func readClientContextParameters(_ reader: inout JSONReader) throws(FormatError) {
        try reader.enterObject()
        while let name = try reader.nextKeyText() {
            let type = try reader.readString(of: "type") ?? "string"
            clientContextParameters.append(ClientContextParameter(name: name, type: type))
        }
    }
}
