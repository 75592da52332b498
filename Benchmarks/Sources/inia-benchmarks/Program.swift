/// Measures one thing and prints a JSON object a line; `Benchmarks/run` calls it, in turn with what it is compared to.
@main
struct Program {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch (arguments.first, arguments.dropFirst().first) {
        case ("model-work", _): try ModelWork.run()
        case ("engine", let folder?): try await Engine.run(folder: folder)
        case ("calls", let url?): try await Calls.run(url: url)
        case ("download", let url?): try await Calls.download(url: url)
        case ("cancel", let url?): try await Cancelling.run(url: url)
        default: print("usage: inia-benchmarks model-work | engine FOLDER | (calls | download | cancel) URL")
        }
    }
}
