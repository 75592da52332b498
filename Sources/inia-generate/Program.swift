import Glibc
import IniaGenerator
import IniaHost
import IniaModels
import IniaPrimitives
import IniaShapes

/// Makes Swift text of models: typed clients for a target's `inia.json`, or this library's own models.
@main enum Program {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        switch arguments.first {
        case "clients" where arguments.count == 4:
            writeClients(configuration: arguments[2], output: arguments[3], models: arguments[4])
        case "own-models" where arguments.count == 1: printOwnModels()
        default:
            fail(
                """
                usage: inia-generate clients CONFIGURATION OUTPUT-FOLDER MODELS-FOLDER
                       inia-generate own-models > Sources/IniaModels/Embedded/OwnModels+Text.swift
                """)
        }
    }

    private static func writeClients(configuration path: String, output: String, models: String) {
        do {
            guard let text = try PosixFiles().read(path) else { fail("there is no file \(path)") }
            let library = ModelLibrary(ModelSearchPath(bundled: [models]), files: PosixFiles())
            let generation = try Generation(text, path: path, library: library, files: PosixFiles())
            for file in generation.files { try OutputFile(output + "/" + file.name).write(file.text) }
        } catch {
            fail("\(error)")
        }
    }

    private static func printOwnModels() {
        let checkout = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
        let library = ModelLibrary(ModelSearchPath(bundled: [checkout + "/models"]), files: PosixFiles())
        do throws(GeneratorError) {
            print(try OwnModelsText.text(from: library), terminator: "")
        } catch {
            fail("\(error)")
        }
    }

    private static func fail(_ message: String) -> Never {
        _ = (message + "\n").utf8.withContiguousStorageIfAvailable { write(STDERR_FILENO, $0.baseAddress, $0.count) }
        exit(1)
    }
}
