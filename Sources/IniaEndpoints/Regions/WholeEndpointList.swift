internal import IniaPrimitives

/// An endpoint list that is at hand as one object.
struct WholeEndpointList: LegacyEndpointSource {
    private let all: [Document]
    private let services: [String: [String: Document]]

    init(partitions: [Document]) {
        all = partitions
        var services: [String: [String: Document]] = [:]
        for partition in partitions {
            let entries = partition["services"]?.asEntries ?? []
            services[partition["partition"]?.asString ?? ""] = Dictionary(
                entries.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
        }
        self.services = services
    }

    func partitions() -> [Document] { all }

    func service(_ endpointPrefix: String, in partition: String) -> Document? {
        services[partition]?[endpointPrefix]
    }
}
