import IniaHost
import IniaModels

/// The checkout that the tests were built in.
enum Checkout {
    static let path = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()

    /// The models as they lie in it.
    static let library = ModelLibrary(ModelSearchPath(bundled: [path + "/models"]), files: PosixFiles())
}
