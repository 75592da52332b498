import Inia
internal import IniaProtocols

/// The CPU that the codecs take for large input and output; `reference/decode.py` does the same by botocore.
enum Decode {
    static func run(folder: String) throws {
        let library = ModelLibrary.shared(for: .system)
        let dynamoDB = try library.service("dynamodb")
        let json = "application/x-amz-json-1.0"
        try parsing(
            try library.service("s3"), "ListObjectsV2", "parse ListObjectsV2, 1,000 keys", "\(folder)/list.xml",
            "application/xml")
        try parsing(dynamoDB, "Query", "parse DynamoDB Query, 1 MB", "\(folder)/query.json", json)
        try parsing(dynamoDB, "GetItem", "parse DynamoDB GetItem", "\(folder)/item.json", json)
        try parsing(
            try library.service("cloudwatch"), "GetMetricData", "parse CloudWatch GetMetricData, CBOR, 20,000 points",
            "\(folder)/metrics.cbor", "application/cbor", speaking: .cbor)
        try serializing(dynamoDB, "PutItem", "validate and serialize PutItem, 400 KB", item)
        try serializing(dynamoDB, "BatchWriteItem", "validate and serialize BatchWriteItem, 25 items", batch)
    }

    private static func parsing(
        _ service: ServiceModel, _ name: String, _ title: String, _ file: String, _ type: String,
        speaking wireProtocol: ServiceTraits.WireProtocol? = nil
    ) throws {
        guard let body = try Host.system.files.read(file) else { return print("there is no \(file)") }
        let operation = try service.operation(name)
        let codec = try ProtocolCodec(for: service.traits, speaking: wireProtocol)
        var head = ReplyHead(status: 200)
        try head.headers.set("Content-Type", type)
        try measure(title) {
            guard case .output = try codec.parse(head, body: body, of: operation) else { preconditionFailure() }
        }
    }

    private static func serializing(
        _ service: ServiceModel, _ name: String, _ title: String, _ input: Value
    ) throws {
        let operation = try service.operation(name)
        let codec = try ProtocolCodec(for: service.traits)
        guard let shape = try operation.input?.shape else { return }
        try measure(title) {
            let request = try codec.serialize(try Structure(binding: input, to: shape), of: operation)
            precondition(!request.path.isEmpty)
        }
    }

    /// An item of 4,000 attributes, which is as large as one may be.
    private static let item: Value = [
        "TableName": "t",
        "Item": .map(
            (0..<4000).map { number in
                let text = "Attribute \(number) of the item, with some text to write, and then \"more\"."
                return MapEntry(key: "a\(number)", value: number % 4 == 0 ? ["N": "\(number)"] : ["S": "\(text)"])
            }),
    ]

    /// As many items as one call writes.
    private static let batch: Value = [
        "RequestItems": [
            "t": .list(
                (0..<25).map { number in
                    [
                        "PutRequest": [
                            "Item": [
                                "pk": ["S": "user#\(number)"], "sk": ["N": "42"], "name": ["S": "Ada Lovelace"],
                                "tags": ["SS": ["a", "b", "c"]],
                                "nested": ["M": ["x": ["N": "1.5"], "y": ["L": [["S": "one"], ["BOOL": true]]]]],
                            ]
                        ]
                    ]
                })
        ]
    ]
}
