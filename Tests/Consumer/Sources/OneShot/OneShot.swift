import Inia

/// A program that answers one event and ends, as a function does: it measures a file in S3 and notes it in DynamoDB.
///
///     OneShot BUCKET KEY TABLE
@main
struct OneShot {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4 else { throw WrongUse() }
        let session = Session()
        let object = try await S3(session).getObject(bucket: arguments[1], key: arguments[2])
        var size = 0
        if let body = object.body { for try await chunk in body { size += chunk.count } }
        let item: [String: AttributeValue] = ["name": .string(arguments[2]), "size": .number("\(size)")]
        try await DynamoDB(session).putItem(tableName: arguments[3], item: item)
        print("\(arguments[2]): \(size) bytes")
    }
}

struct WrongUse: Error, CustomStringConvertible {
    var description: String { "usage: OneShot BUCKET KEY TABLE" }
}
