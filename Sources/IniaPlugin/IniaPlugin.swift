import Foundation
import PackagePlugin

/// Generates the typed clients that a target's `inia.json` asks for, as a part of the target's build.
///
/// What a build reads and writes has to be known beforehand, so the names of services and the folders of models and
/// documentation are read here; everything else in the file, and whatever is wrong with it, is the generator's business.
/// SwiftPM asks for it again only when the manifest or the files in a folder of sources have changed: the generator is told
/// what was planned, and keeps to that when it finds other services in the file.
@main struct IniaPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let target = target as? any SourceModuleTarget else { return [] }
        let configuration = target.directoryURL.appending(path: "inia.json")
        guard let text = FileManager.default.contents(atPath: configuration.path) else {
            Diagnostics.error(
                """
                the target \(target.name) uses IniaPlugin and has no \(configuration.path), \
                which names the clients to generate: {"services": {"s3": ["GetObject"]}}
                """)
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
        let wishes = (try? JSONSerialization.jsonObject(with: text)) as? [String: Any] ?? [:]
        let shapeFiles = ShapeFiles(for: wishes, models)
        let output = context.pluginWorkDirectoryURL
        return [
            .buildCommand(
                displayName: "Generating AWS clients for \(target.name)",
                executable: try context.tool(named: "inia-generate").url,
                arguments: ["clients", configuration.path, output.path, models.path] + shapeFiles.arguments,
                inputFiles: [configuration, models.appending(path: "VERSION")]
                    + inputFiles(for: wishes, target.directoryURL),
                outputFiles: outputNames(shapeFiles).map { output.appending(path: $0) })
        ]
    }

    private func outputNames(_ shapeFiles: ShapeFiles) -> [String] {
        let files = shapeFiles.counts.flatMap { service, count in
            let shapes = (1...count).map { $0 == 1 ? "+Shapes" : "+Shapes\($0)" }
            return (["", "+Model"] + shapes).map { "inia-\(service)\($0).swift" }
        }
        return files + ["inia-models.swift"]
    }

    /// What the folders of the user's own models and of documentation have of the services, in all versions.
    private func inputFiles(for wishes: [String: Any], _ target: URL) -> [URL] {
        let whole = wishes["dynamic"] as? [String] ?? []
        let services = (wishes["services"] as? [String: Any] ?? [:]).keys.sorted() + whole
        let paths = ["models", "docs"].compactMap { wishes[$0] as? String }
        let folders = paths.map {
            $0.hasPrefix("/") ? URL(filePath: $0) : target.appending(path: $0).standardizedFileURL
        }
        let names = services.filter(ShapeFiles.isServiceName)
        return folders.flatMap { folder in
            names.flatMap { folder.appending(path: $0).content }.flatMap(\.content)
        }
    }
}
