internal import Glibc
import Inia

/// `inia <service> <operation> [--parameter value …]`: any operation of any service, in the aws command line's manner.
@main
struct Program {
    static func main() async {
        do {
            try await run(try Arguments(Array(CommandLine.arguments.dropFirst())))
        } catch {
            let failure = explained(error)
            // As the aws command line: an empty line, then the sentence.
            standardError("\n\(failure.message)\n")
            exit(failure.status)
        }
    }

    private static func run(_ arguments: Arguments) async throws {
        if arguments.asksForVersion { return print("inia/\(UserAgent.version)") }
        if arguments.asksForHelp || arguments.service == "help" { return print(Help.text) }
        guard !arguments.service.isEmpty else {
            throw CommandError.usage("inia: a service is required\n\n\(Help.text)")
        }
        guard !arguments.operation.isEmpty else {
            throw CommandError.usage("inia: an operation is required\n\n\(Help.text)")
        }
        let command = try Command(arguments)
        if arguments.operation == "wait" { try await command.wait() } else { try await command.call() }
    }

    /// What went wrong, with the aws command line's exit status for it.
    private static func explained(_ error: any Error) -> CommandError {
        switch error {
        case let error as CommandError: return error
        case let error as any ServiceFailure: return .service(serviceSentence(error))
        case let error as CallError:
            switch error.code {
            case .validation, .unknownService, .unknownOperation: return .usage(error.message)
            case .configuration, .credentials, .endpoint: return .configuration(error.message)
            default: return .failure(error.description)
            }
        case let error as ModelError: return .usage(error.description)
        default: return .failure("\(error)")
        }
    }

    private static func serviceSentence(_ error: any ServiceFailure) -> String {
        let retries = error.metadata.reachedMaxAttempts ? " (reached max retries: \(error.attempts - 1))" : ""
        return "An error occurred (\(error.code)) when calling the \(error.operation) operation\(retries): "
            + error.message
    }

    static func standardError(_ text: String) {
        _ = Bytes(utf8: text).withUnsafeBytes { writeAll($0, to: 2) }
    }
}

/// How the program is used.
enum Help {
    static let text = """
        usage: inia <service> <operation> [--parameter value …] [OUTFILE]
               inia <service> wait <waiter> [--parameter value …]

        Services, operations and parameters are called as in the aws command line: inia s3api list-objects-v2 --bucket b
        Values: text, numbers, JSON, the short form Key=Value,List=[a,b], file://PATH, fileb://PATH.

          --region REGION          --profile NAME           --endpoint-url URL
          --output json|text       --query JMESPATH         --cli-input-json JSON|file://PATH|-
          --no-paginate            --max-items N            --page-size N    --starting-token TOKEN
          --no-sign-request        --no-verify-ssl          --ca-bundle PATH
          --cli-connect-timeout S  --cli-read-timeout S     --debug          --version

        Exit status: 0; 252 the command is wrong; 253 the configuration is; 254 the service refused; 255 anything else.
        """
}
