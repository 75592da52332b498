import Foundation
import PackagePlugin

/// Writes the typed clients that targets' `inia.json` ask for into the targets' folders, to be read or committed:
///
///     swift package --allow-writing-to-package-directory inia-generate [--target NAME …]
///
/// They go to the folder `Inia` of each target that has the file, where files `inia-*.swift` of clients that are asked for no
/// more are removed; such a target does without IniaPlugin.
@main struct IniaGenerateCommand: CommandPlugin {
    func performCommand(context: PluginContext, arguments: [String]) async throws {
        var arguments = ArgumentExtractor(arguments)
        let names = arguments.extractOption(named: "target")
        guard let models = context.package.modelFolder else {
            Diagnostics.error("the package inia is not among the dependencies of \(context.package.displayName)")
            return
        }
        let targets = names.isEmpty ? context.package.targets : try context.package.targets(named: names)
        var isAsked = false
        for target in targets {
            let configuration = target.directoryURL.appending(path: "inia.json")
            guard let text = FileManager.default.contents(atPath: configuration.path) else { continue }
            isAsked = true
            let output = target.directoryURL.appending(path: "Inia")
            let wishes = (try? JSONSerialization.jsonObject(with: text)) as? [String: Any] ?? [:]
            let process = try Process.run(
                try context.tool(named: "inia-generate").url,
                arguments: ["clients", configuration.path, output.path, models.path]
                    + ShapeFiles(for: wishes, models).arguments)
            process.waitUntilExit()
            guard process.terminationStatus == 0 else {
                Diagnostics.error("nothing was written for \(target.name)")
                return
            }
            print("wrote \(output.path); the target \(target.name) does without IniaPlugin now")
        }
        if !isAsked { Diagnostics.error("no target has an inia.json") }
    }
}
