import Foundation

// Plugins cannot share a target, so IniaGenerateCommand has a link to this file.

/// How many files the shapes of each service are spread over, so that a large one is compiled on several cores.
struct ShapeFiles {
    /// Services by name, with the number of files.
    private(set) var counts: [(service: String, count: Int)] = []

    /// What of a service's description one file takes, in bytes.
    private static let share = 120_000

    init(for wishes: [String: Any], _ models: URL) {
        let services = wishes["services"] as? [String: Any] ?? [:]
        for service in services.keys.filter(Self.isServiceName).sorted() {
            let isWhole = services[service] as? String == "*"
            let size = isWhole ? Self.size(of: models.appending(path: service)) : 0
            counts.append((service, 1 + size / Self.share))
        }
    }

    /// The counts as `inia-generate` takes them.
    var arguments: [String] { ["--planned"] + counts.map { "\($0.service)=\($0.count)" } }

    /// The size of what describes a service, in the version that has most; zero where there is none.
    private static func size(of folder: URL) -> Int {
        let files = folder.content.map { $0.appending(path: "service.jsonl") }
        return files.compactMap { try? $0.resourceValues(forKeys: [.fileSizeKey]).fileSize }.max() ?? 0
    }

    static func isServiceName(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy {
                ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2D
            }
    }
}

extension URL {
    /// What is in a folder, sorted; nothing where there is no such folder.
    var content: [URL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.sorted().map { appending(path: $0) }
    }
}
