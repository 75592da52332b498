/// Measures one thing and prints a JSON object a line; `Benchmarks/run` calls it, in turn with what it is compared to.
@main
struct Program {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch (arguments.first, arguments.dropFirst().first) {
        case ("model-work", _): try ModelWork.run()
        case ("engine", let folder?): try await Engine.run(folder: folder)
        case ("decode", let folder?): try Decode.run(folder: folder)
        // Not on the main actor, from which each call would begin with a hop to another thread.
        case ("typed", let folder?): try await Task.detached { try await TypedCalls.run(folder: folder) }.value
        case ("calls", let url?): try await Calls.run(url: url)
        case ("download", let url?): try await Calls.download(url: url)
        case ("cancel", let url?): try await Cancelling.run(url: url)
        case ("http2", let url?) where arguments.count > 2:
            try await HTTP2.run(url: url, count: Int(arguments[2]) ?? 0)
        case ("race", let scenario?) where arguments.count > 2:
            let certificate = arguments.count > 3 ? arguments[3] : nil
            // Not on the main actor, from which each call would begin with a hop to another thread.
            try await Task.detached {
                try await Race(url: arguments[2], authorities: certificate).run(scenario)
            }.value
        default:
            print("usage: inia-benchmarks model-work | (engine | decode | typed) FOLDER")
            print("       inia-benchmarks (calls | download | cancel) URL")
            print("       inia-benchmarks http2 URL COUNT")
            print("       inia-benchmarks race SCENARIO URL [AUTHORITIES]")
        }
    }
}
