internal import Glibc

/// Measures one thing and prints a JSON object a line; `Benchmarks/run` calls it, in turn with what it is compared to.
@main
struct Program {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.count > 3, arguments[0] == "repeat" {
            return try OneThread.run {
                try await Engine.repeated(arguments[2], times: Int(arguments[3]) ?? 0, folder: arguments[1])
            }
        }
        // Not on the main actor, from which each call would begin with a hop to another thread.
        Task.detached {
            do {
                try await run(arguments)
                exit(0)
            } catch {
                print("error: \(error)")
                exit(1)
            }
        }
        while true { pause() }
    }

    private static func run(_ arguments: [String]) async throws {
        switch (arguments.first, arguments.dropFirst().first) {
        case ("model-work", _): try ModelWork.run()
        case ("engine", let folder?): try await Engine.run(folder: folder)
        case ("decode", let folder?): try Decode.run(folder: folder)
        case ("parts", let folder?): try Engine.list(folder: folder)
        case ("typed", let folder?): try await TypedCalls.run(folder: folder)
        case ("calls", let url?): try await Calls.run(url: url)
        case ("download", let url?): try await Calls.download(url: url)
        case ("cancel", let url?): try await Cancelling.run(url: url)
        case ("http2", let url?) where arguments.count > 2:
            try await HTTP2.run(url: url, count: Int(arguments[2]) ?? 0)
        case ("race", let scenario?) where arguments.count > 2:
            let certificate = arguments.count > 3 ? arguments[3] : nil
            try await Race(url: arguments[2], authorities: certificate).run(scenario)
        default:
            print("usage: inia-benchmarks model-work | (engine | decode | parts | typed) FOLDER")
            print("       inia-benchmarks (calls | download | cancel) URL")
            print("       inia-benchmarks http2 URL COUNT")
            print("       inia-benchmarks repeat FOLDER PART TIMES")
            print("       inia-benchmarks race SCENARIO URL [AUTHORITIES]")
        }
    }
}
