import Foundation
import PackagePlugin

// Plugins cannot share a target, so IniaGenerateCommand has a link to this file.

extension Package {
    /// The models of the package that this plugin belongs to, which is this one or a dependency.
    var modelFolder: URL? {
        var pending = [self]
        var seen: Set<Package.ID> = []
        while let package = pending.popLast() {
            guard seen.insert(package.id).inserted else { continue }
            let models = package.directoryURL.appending(path: "models")
            if package.displayName == "inia", FileManager.default.fileExists(atPath: models.path + "/VERSION") {
                return models
            }
            pending += package.dependencies.map(\.package)
        }
        return nil
    }
}
