public import IniaHost

/// The folders in which models are sought, the first that has a file winning.
public struct ModelSearchPath: Sendable, Hashable {
    /// Folders of the user's own, which may be in the form of botocore's data too.
    public var own: [String]
    /// Where the models that belong to this library may lie; only the first of these that has
    /// them, which is known by its file `VERSION`, counts.
    public var bundled: [String]

    /// Creates a search path of the given folders.
    public init(own: [String] = [], bundled: [String] = []) {
        self.own = own
        self.bundled = bundled
    }

    /// The search path that the environment asks for: the folders of `AWS_DATA_PATH`, `~/.aws/models`, that of
    /// `INIA_MODELS`, what lies beside the executable, and the checkout that the executable was built in.
    public init(_ environment: Environment) {
        let listed = (environment["AWS_DATA_PATH"] ?? "").split(separator: ":").map { environment.expanded($0) }
        own = listed + [environment.home + "/.aws/models"]
        bundled = environment["INIA_MODELS"].map { [environment.expanded($0[...])] } ?? []
        guard let executable = environment.executable else { return }
        var folder = executable.parentFolder
        bundled += [folder + "/models", folder.parentFolder + "/share/inia/models"]
        // A program under construction lies in `.build` of its package, where a package that it depends on has its
        // checkout too.
        while !folder.isEmpty {
            bundled += [folder + "/checkouts/inia/models", folder + "/models"]
            folder = folder.parentFolder
        }
    }
}

extension Environment {
    /// A path with a leading `~` and variables (`$NAME`, `${NAME}`) replaced; a variable that is not set stays.
    fileprivate func expanded(_ path: Substring) -> String {
        var rest = path
        var text = ""
        if rest == "~" || rest.hasPrefix("~/") {
            text = home
            rest = rest.dropFirst()
        }
        while let dollar = rest.firstIndex(of: "$") {
            text += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            let isBraced = rest.first == "{"
            let start = isBraced ? rest.index(after: rest.startIndex) : rest.startIndex
            let end = rest[start...].firstIndex { !$0.isLetter && !$0.isNumber && $0 != "_" } ?? rest.endIndex
            let name = rest[start..<end]
            let isClosed = !isBraced || (end < rest.endIndex && rest[end] == "}")
            if !name.isEmpty, isClosed, let value = self[String(name)] {
                text += value
                rest = rest[(isBraced ? rest.index(after: end) : end)...]
            } else {
                text += "$"
            }
        }
        return text + rest
    }
}

extension String {
    /// The path without its last part; empty for the root.
    fileprivate var parentFolder: String {
        utf8.lastIndex(of: UInt8(ascii: "/")).map { String(self[..<$0]) } ?? ""
    }
}
