import IniaPrimitives
import IniaSettings

/// `profiles`: what the texts of the shared files say.
struct ProfilesCommand: Command {
    static let name = "profiles"

    func answer(_ line: Line) async throws -> Document {
        let preset: SettingsPreset = try line.config["preset"]?.asString == "inia" ? .inia : .botocore
        do {
            let shared = try SharedConfiguration(
                config: try line.text("configText").map { ("config", $0) },
                credentials: try line.text("credentialsText").map { ("credentials", $0) }, preset: preset)
            return .answer([
                "profiles": document(shared.profiles), "ssoSessions": document(shared.ssoSessions),
                "services": document(shared.services),
            ])
        } catch let error as SettingsError {
            return .error("configuration", error.description)
        }
    }

    private func document(_ sections: [String: Profile]) -> Document {
        .map(
            sections.sorted { $0.key < $1.key }.map { name, section in
                .init(key: name, value: .map(section.properties.sorted { $0.key < $1.key }.map(entry)))
            })
    }

    private func entry(_ name: String, _ property: Property) -> Document.Entry {
        switch property.content {
        case .text(let text): .init(key: name, value: .string(text))
        case .nested(let nested):
            .init(key: name, value: .map(nested.map { .init(key: $0.name, value: .string($0.value)) }))
        }
    }
}
