import Glibc
import IniaGenerator
import IniaHost
import IniaModels
import IniaShapes

/// Makes Swift text of the models in the checkout that it was built in.
@main enum Program {
    static func main() {
        guard CommandLine.arguments.dropFirst().elementsEqual(["own-models"]) else {
            fail("usage: inia-generate own-models > Sources/IniaModels/Embedded/OwnModels+Text.swift")
        }
        let checkout = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
        let library = ModelLibrary(ModelSearchPath(bundled: [checkout + "/models"]), files: PosixFiles())
        do throws(GeneratorError) { print(try OwnModelsText.text(from: library), terminator: "") } catch {
            fail("\(error)")
        }
    }

    private static func fail(_ message: String) -> Never {
        _ = (message + "\n").utf8.withContiguousStorageIfAvailable { write(STDERR_FILENO, $0.baseAddress, $0.count) }
        exit(1)
    }
}
