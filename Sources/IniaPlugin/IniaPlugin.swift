import Foundation
import PackagePlugin

/// Generates the typed clients that a target's `inia.json` asks for, as a part of the target's build.
///
/// A build's outputs have to be known beforehand, so the names of services are read here; everything else in the file,
/// and whatever is wrong with it, is the generator's business.
@main struct IniaPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let target = target as? any SourceModuleTarget else { return [] }
        let configuration = target.directoryURL.appending(path: "inia.json")
        guard let text = FileManager.default.contents(atPath: configuration.path) else {
            Diagnostics.error("the target \(target.name) uses IniaPlugin and has no \(configuration.path)")
            return []
        }
        let written = target.directoryURL.appending(path: "Inia/inia-models.swift")
        guard !FileManager.default.fileExists(atPath: written.path) else {
            Diagnostics.error(
                """
                the clients of the target \(target.name) are in its folder Inia, written by inia-generate: \
                remove that folder, or IniaPlugin from the target
                """)
            return []
        }
        guard let models = context.package.modelFolder else {
            Diagnostics.error("the package inia is not among the dependencies of \(context.package.displayName)")
            return []
        }
        let output = context.pluginWorkDirectoryURL
        return [
            .buildCommand(
                displayName: "Generating AWS clients for \(target.name)",
                executable: try context.tool(named: "inia-generate").url,
                arguments: ["clients", configuration.path, output.path, models.path],
                inputFiles: [configuration, models.appending(path: "VERSION")],
                outputFiles: fileNames(for: text).map { output.appending(path: $0) })
        ]
    }

    private func fileNames(for configuration: Data) -> [String] {
        let content = try? JSONSerialization.jsonObject(with: configuration) as? [String: Any]
        let services = (content?["services"] as? [String: Any] ?? [:]).keys.sorted()
        let files = services.filter(isServiceName).flatMap { service in
            ["", "+Shapes", "+Model"].map { "inia-\(service)\($0).swift" }
        }
        return files + ["inia-models.swift"]
    }

    private func isServiceName(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy {
                ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2D
            }
    }
}
