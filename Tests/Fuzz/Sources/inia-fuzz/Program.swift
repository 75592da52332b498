internal import CLibFuzzer
internal import IniaPrimitives

/// Runs libFuzzer over one target: `inia-fuzz TARGET [libFuzzer's arguments]`.
@main
struct Program {
    static func main() {
        guard CommandLine.arguments.count > 1, chosen != nil else {
            return print("usage: inia-fuzz (\(Target.all.map(\.name).joined(separator: " | "))) [ARGUMENT ...]")
        }
        // libFuzzer sees the target as the name of the program.
        var count = CommandLine.argc - 1
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
        _ = LLVMFuzzerRunDriver(&count, &arguments) { start, count in
            Program.chosen?.run(Bytes(copying: UnsafeRawBufferPointer(start: start, count: count)))
            return 0
        }
    }

    private static let chosen = Target.all.first { $0.name == CommandLine.arguments.dropFirst().first }
}
