internal import IniaShapes

/// Names as Swift's API guidelines want them, made of AWS's.
enum SwiftName {
    /// The name of a service's client: its id, each word with a capital: `S3`, `APIGateway`.
    static func client(of traits: ServiceTraits) -> String {
        let words = traits.serviceID.split { !$0.isLetter && !$0.isNumber }
        let name = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        return name.isEmpty ? "Service" : name
    }
}
