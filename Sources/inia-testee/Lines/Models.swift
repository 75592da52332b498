import IniaHost
import IniaModels
import IniaPrimitives
import Synchronization

/// The models that lines name or bring along, kept between lines.
enum Models {
    /// The models that belong to the library, found from where this program lies.
    static let library = ModelLibrary(
        ModelSearchPath(Environment([:], home: "/nonexistent", executable: Environment.system.executable)),
        files: PosixFiles(), embedded: TypedCalls.services)

    /// The model of a text in botocore's form; equal texts give one model.
    static func inline(_ json: Bytes) throws -> ServiceModel {
        if let model = kept.withLock({ $0[json] }) { return model }
        let model = try ServiceModel(name: "inline", botocoreJSON: json)
        kept.withLock { kept in
            if kept.count >= 256 { kept.removeAll() }
            kept[json.compacted()] = model
        }
        return model
    }

    private static let kept = Mutex<[Bytes: ServiceModel]>([:])
}
