internal import IniaPrimitives
internal import IniaShapes
internal import IniaText

extension Operation {
    /// Reads an `operation` line, whose shapes are found in a source.
    convenience init(reading reader: inout JSONReader, in source: any ShapeSource) throws(FormatError) {
        var name = ""
        var method = "POST"
        var requestURI = "/"
        var input: Reference?
        var output: Reference?
        var errors: [String] = []
        var traits = OperationTraits()
        try reader.enterObject()
        while let key = try reader.nextKeyText() {
            switch key {
            case "operation": name = try reader.readString()
            case "http": try reader.readBinding(method: &method, requestURI: &requestURI)
            case "input": input = try Reference(reading: &reader, in: source)
            case "output": output = try Reference(reading: &reader, in: source)
            case "errors": errors = try reader.readStrings()
            default: try traits.read(key, &reader)
            }
        }
        self.init(
            name: name, method: method, requestURI: requestURI, input: input, output: output, errors: errors,
            traits: traits)
    }
}

extension OperationTraits {
    fileprivate mutating func read(_ key: String, _ reader: inout JSONReader) throws(FormatError) {
        switch key {
        case "endpoint": hostPrefix = try reader.readString(of: "hostPrefix")
        case "auth": authSchemes = try reader.readStrings()
        case "authtype": authType = try reader.readString()
        case "unsignedPayload": hasUnsignedPayload = try reader.readBoolean()
        case "staticContextParams": staticContextParameters = try reader.readStaticContext()
        case "operationContextParams": operationContextParameters = try reader.readOperationContext()
        case "httpChecksum": checksum = try Checksum(reading: &reader)
        case "httpChecksumRequired": isChecksumRequired = try reader.readBoolean()
        case "requestcompression": requestCompression = try reader.readEncodings()
        case "endpointdiscovery": endpointDiscoveryIsRequired = try reader.readDiscovery()
        case "endpointoperation": isEndpointOperation = try reader.readBoolean()
        case "idempotent": isIdempotent = try reader.readBoolean()
        case "readonly": isReadOnly = try reader.readBoolean()
        case "deprecated": isDeprecated = try reader.readBoolean()
        case "deprecatedMessage": deprecationMessage = try reader.readString()
        default: try reader.skipValue()
        }
    }
}

extension OperationTraits.Checksum {
    fileprivate init(reading reader: inout JSONReader) throws(FormatError) {
        self.init()
        try reader.enterObject()
        while let key = try reader.nextKeyText() {
            switch key {
            case "requestChecksumRequired": isRequestRequired = try reader.readBoolean()
            case "requestAlgorithmMember": requestAlgorithmMember = try reader.readString()
            case "requestValidationModeMember": requestValidationModeMember = try reader.readString()
            case "responseAlgorithms": responseAlgorithms = try reader.readStrings().map { $0.lowercased() }
            default: try reader.skipValue()
            }
        }
    }
}

extension JSONReader {
    fileprivate mutating func readBinding(method: inout String, requestURI: inout String) throws(FormatError) {
        try enterObject()
        while let key = try nextKeyText() {
            switch key {
            case "method": method = try readString()
            case "requestUri": requestURI = try readString()
            default: try skipValue()
            }
        }
    }

    fileprivate mutating func readStaticContext() throws(FormatError) -> [Document.Entry] {
        try readDocument().asEntries.map { Document.Entry(key: $0.key, value: $0.value["value"] ?? .null) }
    }

    fileprivate mutating func readOperationContext() throws(FormatError) -> [(name: String, path: String)] {
        var parameters: [(name: String, path: String)] = []
        try enterObject()
        while let name = try nextKeyText() {
            if let path = try readString(of: "path") { parameters.append((name, path)) }
        }
        return parameters
    }

    fileprivate mutating func readEncodings() throws(FormatError) -> [String] {
        var encodings: [String] = []
        try enterObject()
        while let key = try nextKeyText() {
            if key == "encodings" { encodings = try readStrings() } else { try skipValue() }
        }
        return encodings
    }

    fileprivate mutating func readDiscovery() throws(FormatError) -> Bool {
        var isRequired = false
        try enterObject()
        while let key = try nextKeyText() {
            if key == "required" { isRequired = try readBoolean() } else { try skipValue() }
        }
        return isRequired
    }
}
