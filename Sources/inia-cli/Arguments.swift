/// The words of a command line, sorted into the service, the operation, the options that every command has, and the
/// words that only the operation's model can tell apart.
struct Arguments {
    /// How results are written.
    enum OutputFormat: String { case json, text }

    var service = ""
    var operation = ""
    /// What follows the operation and is no global option, in order.
    var words: [String] = []
    var region: String?
    var profile: String?
    var endpointURL: String?
    var output: OutputFormat?
    var query: String?
    var inputJSON: String?
    var authorities: String?
    var connectTimeout: Duration?
    var readTimeout: Duration?
    var maxItems: Int?
    var pageSize: Int?
    var startingToken: String?
    var isSigned = true
    var isPaginated = true
    var verifiesTLS = true
    var isDebugging = false
    var asksForHelp = false
    var asksForVersion = false

    init(_ all: [String]) throws(CommandError) {
        var rest = all[...]
        while let word = rest.popFirst() {
            guard word.hasPrefix("--"), word != "--" else {
                if service.isEmpty {
                    service = word
                } else if operation.isEmpty {
                    operation = word
                } else {
                    words.append(word)
                }
                continue
            }
            let (name, attached) = Self.split(word)
            if try readFlag(name) { continue }
            // The wait command's options stand behind the waiter's name, an operation's behind the operation's.
            if Self.valued.contains(name) {
                guard let value = attached ?? rest.popFirst() else {
                    throw .usage("argument \(name): expected one argument")
                }
                try read(name, value)
            } else {
                words.append(word)
            }
        }
    }

    /// The option's name and, where it is written `--name=value`, its value.
    static func split(_ word: String) -> (name: String, value: String?) {
        guard let equals = word.firstIndex(of: "=") else { return (word, nil) }
        return (String(word[..<equals]), String(word[word.index(after: equals)...]))
    }

    private static let valued: Set = [
        "--region", "--profile", "--endpoint-url", "--output", "--query", "--cli-input-json", "--ca-bundle",
        "--cli-connect-timeout", "--cli-read-timeout", "--max-items", "--page-size", "--starting-token", "--color",
        "--cli-binary-format",
    ]

    private mutating func readFlag(_ name: String) throws(CommandError) -> Bool {
        switch name {
        case "--no-sign-request": isSigned = false
        case "--no-paginate": isPaginated = false
        case "--no-verify-ssl": verifiesTLS = false
        case "--debug": isDebugging = true
        case "--help": asksForHelp = true
        case "--version": asksForVersion = true
        case "--no-cli-pager": break
        default: return false
        }
        return true
    }

    private mutating func read(_ name: String, _ value: String) throws(CommandError) {
        switch name {
        case "--region": region = value
        case "--profile": profile = value
        case "--endpoint-url": endpointURL = value
        case "--output":
            guard let format = OutputFormat(rawValue: value) else {
                throw .usage("argument --output: invalid choice: '\(value)' (choose from json, text)")
            }
            output = format
        case "--query": query = value
        case "--cli-input-json": inputJSON = value
        case "--ca-bundle": authorities = value
        case "--cli-connect-timeout": connectTimeout = try Self.timeout(name, value)
        case "--cli-read-timeout": readTimeout = try Self.timeout(name, value)
        case "--max-items": maxItems = try Self.number(name, value)
        case "--page-size": pageSize = try Self.number(name, value)
        case "--starting-token": startingToken = value
        default: break
        }
    }

    /// A number of seconds, where 0 stands for no limit as with the aws command line.
    private static func timeout(_ name: String, _ value: String) throws(CommandError) -> Duration {
        let seconds = try number(name, value)
        return .seconds(seconds == 0 ? 1 << 31 : seconds)
    }

    private static func number(_ name: String, _ value: String) throws(CommandError) -> Int {
        guard let number = Int(value), number >= 0 else {
            throw .usage("argument \(name): invalid value: '\(value)' is no whole number")
        }
        return number
    }
}
