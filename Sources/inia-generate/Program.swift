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
        case "clients" where arguments.count >= 4:
            writeClients(
                configuration: arguments[2], output: arguments[3], models: arguments[4],
                planned: plan(arguments.dropFirst(4)))
        case "own-models" where arguments.count == 1: printOwnModels()
        default:
            fail(
                """
                usage: inia-generate clients CONFIGURATION OUTPUT-FOLDER MODELS-FOLDER [--planned SERVICE=SHAPE-FILES …]
                       inia-generate own-models > Sources/IniaModels/Embedded/OwnModels+Text.swift
                """)
        }
    }

    /// How many files the plan of a build has for the shapes of services, `ec2=6`; nil where there is no plan.
    private static func plan(_ words: ArraySlice<String>) -> [String: Int]? {
        guard let first = words.first else { return nil }
        guard first == "--planned" else { fail("--planned is expected in place of \(first)") }
        var counts: [String: Int] = [:]
        for word in words.dropFirst() {
            let parts = word.split(separator: "=")
            guard parts.count == 2, let count = Int(parts[1]), (1...99).contains(count) else {
                fail("a service with a number of files from 1 to 99 is expected in place of \(word)")
            }
            counts[String(parts[0])] = count
        }
        return counts
    }

    private static func writeClients(
        configuration path: String, output: String, models: String, planned: [String: Int]?
    ) {
        do {
            guard let text = try PosixFiles().read(path) else { fail("there is no file \(path)") }
            let library = ModelLibrary(ModelSearchPath(bundled: [models]), files: PosixFiles())
            let generation = try Generation(
                text, path: path, library: library, files: PosixFiles(), planned: planned)
            for file in generation.files { try OutputFile(output + "/" + file.name).write(file.text) }
            let names = Set(generation.files.map(\.name))
            // What an earlier configuration led to would be declared twice, or be of no use.
            for name in try PosixFiles().list(output) where name.hasPrefix("inia-") && name.hasSuffix(".swift") {
                if !names.contains(name) { try OutputFile(output + "/" + name).remove() }
            }
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
