public import IniaHost
internal import IniaPrimitives

/// Where the shared files are.
struct SharedFilePaths {
    /// One of the files.
    struct File {
        let path: String

        /// The file's text with its path, or nil where there is none.
        func text(in files: any Files, _ preset: SettingsPreset) throws(SettingsError) -> (path: String, text: String)?
        {
            let content: Bytes?
            do { content = try files.read(path) } catch {
                // configparser passes over what it may not open.
                if preset == .botocore { return nil }
                throw SettingsError(.unreadableFile, error.description, cause: error)
            }
            guard let content else { return nil }
            guard let text = content.validText else {
                throw SettingsError(.malformedFile, "the file is not UTF-8 text", origin: .file(path: path, line: 1))
            }
            return (path, text)
        }
    }

    let config: File
    let credentials: File

    init(environment: Environment, preset: SettingsPreset) {
        let file = { (variable: String, standard: String) in
            let named = environment[variable]
            let path = named == nil || (preset == .inia && named == "") ? standard : named ?? standard
            return File(path: environment.expanded(path))
        }
        config = file("AWS_CONFIG_FILE", "~/.aws/config")
        credentials = file("AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials")
    }
}

extension Environment {
    /// A path with a leading `~` and with `$NAME` and `${NAME}` of known variables replaced, as shells do.
    public func expanded(_ path: String) -> String {
        let whole = withVariables(path)
        return whole == "~" || whole.hasPrefix("~/") ? home + whole.dropFirst() : whole
    }

    private func withVariables(_ path: String) -> String {
        var result = ""
        var rest = path[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            let isBraced = rest.first == "{"
            let name =
                isBraced
                ? rest.dropFirst().prefix { $0 != "}" }
                : rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            let end = isBraced ? rest[name.endIndex...].dropFirst().startIndex : name.endIndex
            if let value = self[String(name)], !isBraced || rest[name.endIndex...].first == "}" {
                result += value
            } else {
                result += "$" + rest[..<end]
            }
            rest = rest[end...]
        }
        return result + rest
    }
}
