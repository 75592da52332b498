public import IniaHost
public import IniaModels
public import IniaPrimitives
internal import IniaShapes

/// The files that an `inia.json` leads to.
///
/// Their names follow from the names of the services and the number of files for their shapes alone, so that a build can
/// know them beforehand: for each typed client `inia-s3.swift`, `inia-s3+Shapes.swift`, `inia-s3+Shapes2.swift` and so on,
/// and `inia-s3+Model.swift`; and one `inia-models.swift`.
///
/// SwiftPM goes on with what it planned when a configuration changes. So the files are always those of the plan: what it
/// does not know of goes to `inia-models.swift`, and what is asked for no more stays as a file without declarations. A
/// large client in that one file takes longer to compile, until SwiftPM plans anew.
public struct Generation: Sendable {
    /// The files, in the order of the configuration's services; after them those that are empty, and `inia-models.swift`.
    public private(set) var files: [GeneratedFile] = []

    private let text: Bytes
    private let path: String
    private let library: ModelLibrary
    private let disk: any Files
    private let planned: [String: Int]?
    /// The text of clients that the plan does not know of.
    private var unplanned = ""
    /// The user's own models, where the configuration names a folder of them.
    private var own: ModelLibrary?
    private var diagnostics: [Diagnostic] = []

    /// Makes the files for a configuration.
    ///
    /// - Parameters:
    ///   - text: the configuration as it was written.
    ///   - path: what diagnostics call it; relative folders of models and documentation begin at its folder.
    ///   - library: AWS's models.
    ///   - files: where the user's own models and documentation are read.
    ///   - planned: how many files there are for the shapes of each service that has files of its own, by the service's
    ///     name; nil for one each for all that are asked for.
    /// - Throws: ``Diagnostics`` with everything that is wrong in the configuration.
    public init(
        _ text: Bytes, path: String, library: ModelLibrary, files disk: any Files, planned: [String: Int]? = nil
    ) throws(Diagnostics) {
        self.text = text.withoutByteOrderMark
        self.path = path
        self.library = library
        self.disk = disk
        self.planned = planned
        let configuration = try Configuration(self.text, path: path)
        takeModels(configuration.models)
        for service in configuration.services { takeClient(of: service, configuration) }
        let wished = Set(configuration.services.map(\.name.text))
        for name in Array((planned ?? [:]).keys).sortedByBytes() where !wished.contains(name) { leaveEmpty(name) }
        takeDynamicServices(configuration)
        guard diagnostics.isEmpty else { throw Diagnostics(diagnostics) }
    }

    private mutating func takeModels(_ name: Configuration.Name?) {
        guard let name else { return }
        let models = ModelLibrary(ModelSearchPath(own: [folder(name.text)]), files: disk)
        do throws(ModelError) {
            guard try !models.serviceNames.isEmpty else {
                return note(GeneratorError("there is no <service>/<version>/service-2.json in \(name.text)"), at: name)
            }
            own = models
        } catch {
            note(GeneratorError(error), at: name)
        }
    }

    private mutating func takeClient(of wish: Configuration.Service, _ configuration: Configuration) {
        guard let service = service(wish.name) else { return }
        var isKnown = true
        for name in wish.operations ?? [] where !service.hasOperation(name.text) {
            isKnown = false
            guard !name.text.contains("*") else {
                note(GeneratorError("\"*\" stands in place of the list, for all operations"), at: name)
                continue
            }
            do throws(ModelError) { _ = try service.operation(name.text) } catch {
                note(GeneratorError(error), at: name)
            }
        }
        guard isKnown else { return }
        let documentation = documentation(of: service, in: configuration.docs)
        do throws(GeneratorError) {
            let own = try clientFiles(of: service, wish, configuration, documentation)
            if let planned, planned[wish.name.text] == nil {
                unplanned += own.map { "\n" + $0.text }.joined()
            } else {
                files += own
            }
        } catch {
            note(error, at: wish.name)
        }
    }

    private mutating func leaveEmpty(_ service: String) {
        let name = "inia-\(service)"
        let names = ClientSource.fileNames(clientName: name, shapeFiles: planned?[service] ?? 1)
        files += (names + ["\(name)+Model.swift"]).map {
            GeneratedFile(name: $0, text: "// No client of \(service) is asked for.\n")
        }
    }

    private func clientFiles(
        of service: ServiceModel, _ wish: Configuration.Service, _ configuration: Configuration,
        _ documentation: ServiceDocumentation?
    ) throws(GeneratorError) -> [GeneratedFile] {
        var selection = ServiceSelection(service, operations: wish.operations?.map(\.text))
        selection.access = ServiceSelection.Access(rawValue: configuration.access) ?? .internal
        selection.isCodable = configuration.isCodable
        selection.documentation = documentation
        let shapeFiles = planned?[wish.name.text] ?? 1
        let sources = try ClientSource(selection, shapeFiles: shapeFiles).files()
        let lines = try SelectedLines(selection.operations, of: service, endpoints: endpoints())
        let model = EmbeddedText.model(of: selection.clientName, lines, access: configuration.access)
        let name = "inia-\(wish.name.text)"
        let names = ClientSource.fileNames(clientName: name, shapeFiles: shapeFiles)
        return zip(names, sources).map { GeneratedFile(name: $0, text: $1.text) }
            + [GeneratedFile(name: "\(name)+Model.swift", text: model)]
    }

    /// What the folder of documentation says of a service; nil where none is wanted, or where it says nothing.
    private mutating func documentation(of service: ServiceModel, in docs: Configuration.Name?) -> ServiceDocumentation?
    {
        guard let docs else { return nil }
        do throws(GeneratorError) {
            return try DocumentationFolder(folder(docs.text), files: disk).documentation(of: service)
        } catch {
            note(error, at: docs)
            return nil
        }
    }

    private mutating func takeDynamicServices(_ configuration: Configuration) {
        var services: [SelectedLines] = []
        for name in configuration.dynamic {
            guard let service = service(name) else { continue }
            do throws(GeneratorError) {
                services.append(try SelectedLines(all: service, endpoints: endpoints()))
            } catch {
                note(error, at: name)
            }
        }
        let text = EmbeddedText.dynamic(services, access: configuration.access)
        files.append(GeneratedFile(name: "inia-models.swift", text: text + unplanned))
    }

    private mutating func service(_ name: Configuration.Name) -> ServiceModel? {
        do throws(ModelError) {
            if let own, try own.serviceNames.contains(name.text) { return try own.service(name.text) }
            return try library.service(name.text)
        } catch {
            var reason = GeneratorError(error)
            if error.code == .unknownService { reason.suggestions = services(like: name.text) }
            note(reason, at: name)
            return nil
        }
    }

    /// The services whose name is nearest, or by what else AWS calls them: `logs` for `cloudwatch-logs`.
    private func services(like name: String) -> [String] {
        let names = ((try? library.serviceNames) ?? []) + ((try? own?.serviceNames) ?? [])
        return nearest(
            to: name,
            among: names.map { name in
                guard let traits = try? library.service(name).traits else { return (name, [name]) }
                return (name, [name, traits.serviceID, traits.abbreviation ?? name])
            })
    }

    private func endpoints() throws(GeneratorError) -> EndpointList {
        do throws(ModelError) { return try library.endpoints } catch { throw GeneratorError(error) }
    }

    /// A folder that the configuration names, which is relative to its own.
    private func folder(_ name: String) -> String {
        guard !name.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return name }
        return path[...slash] + name
    }

    private mutating func note(_ error: GeneratorError, at name: Configuration.Name) {
        diagnostics.append(
            text.withUnsafeBytes {
                Diagnostic(path: path, text: $0, offset: name.offset, message: error.description)
            })
    }
}

extension Bytes {
    /// The bytes without the mark that some editors put before UTF-8.
    fileprivate var withoutByteOrderMark: Bytes {
        slice(0..<3) == Bytes([0xEF, 0xBB, 0xBF]) ? dropFirst(3) : self
    }
}
