import IniaHTTP
import IniaHost
import IniaIdentity
import IniaPrimitives
import IniaSettings
import IniaShapes
import IniaSigning
import Synchronization

/// What a test's machine and its services answer.
struct World {
    let files: ScriptedFiles
    let clock = ScriptedClock(now: Timestamp(seconds: 1_000_000))
    let http: ScriptedAnswers
    let services: ScriptedServices
    let identity: Identity

    init(
        _ variables: [String: String] = [:], config: String = "", files: [String: String] = [:],
        answers: [ScriptedAnswers.Answer] = [], outputs: [Result<Value, any Error>] = [],
        preset: SettingsPreset = .inia, profile: String? = nil
    ) throws {
        self.files = ScriptedFiles(texts: files.merging(["/home/.aws/config": config]) { $1 })
        http = ScriptedAnswers(answers)
        services = ScriptedServices(outputs)
        let host = Host.scripted(
            environment: variables, home: "/home", files: self.files, clock: clock, entropy: ScriptedEntropy(),
            processes: ScriptedProcesses([
                ["print", "a b"]: ProcessOutcome(
                    status: 0, output: Bytes(utf8: #"{"Version":1,"AccessKeyId":"P","SecretAccessKey":"s"}"#),
                    errors: Bytes()),
                ["fail"]: ProcessOutcome(status: 3, output: Bytes(), errors: Bytes(utf8: "go away")),
            ]))
        identity = Identity(
            settings: try Settings(host: host, preset: preset, profile: profile), host: host, http: http,
            services: services)
    }
}

/// Answers HTTP requests in order and remembers them.
final class ScriptedAnswers: HTTPClient {
    typealias Answer = (status: Int, body: String)

    private let state: Mutex<(answers: [Answer], requests: [HTTPRequest])>

    init(_ answers: [Answer]) { state = Mutex((answers, [])) }

    var requests: [String] { state.withLock { $0.requests.map { "\($0.method) \($0.url.text)" } } }

    func header(_ name: String, ofRequest number: Int) -> String? {
        state.withLock { $0.requests[number].headers[name] }
    }

    func send(_ request: HTTPRequest, options: HTTPExchangeOptions) async throws -> HTTPResponse {
        let answer = state.withLock { state -> Answer? in
            state.requests.append(request)
            return state.answers.isEmpty ? nil : state.answers.removeFirst()
        }
        guard let answer else { throw TransportError(.connectionRefused, during: "connecting") }
        return HTTPResponse(status: answer.status, body: .bytes(Bytes(utf8: answer.body)))
    }
}

/// Answers calls of services in order and remembers them.
final class ScriptedServices: ServiceCalls {
    struct Call: Sendable {
        let name: String
        let input: Value
        let region: String?
        let accessKeyID: String?
        let amend: (@Sendable (inout HTTPRequest) throws -> Void)?
    }

    private let state: Mutex<(outputs: [Result<Value, any Error>], calls: [Call])>

    init(_ outputs: [Result<Value, any Error>]) { state = Mutex((outputs, [])) }

    var calls: [Call] { state.withLock { $0.calls } }

    func call(
        _ service: String, _ operation: String, _ input: Value, region: String?, credentials: Credentials?,
        amend: (@Sendable (inout HTTPRequest) throws -> Void)?
    ) async throws -> Value {
        let call = Call(
            name: "\(service) \(operation)", input: input, region: region, accessKeyID: credentials?.accessKeyID,
            amend: amend)
        let output = state.withLock { state -> Result<Value, any Error>? in
            state.calls.append(call)
            return state.outputs.isEmpty ? nil : state.outputs.removeFirst()
        }
        guard let output else { throw TransportError(.connectionRefused, during: "connecting") }
        return try output.get()
    }
}

/// What STS answers for a role; the credentials end an hour after the test's clock began.
func role(_ accessKeyID: String, end: Int64 = 1_003_600) -> Result<Value, any Error> {
    .success([
        "AssumedRoleUser": ["Arn": "arn:aws:sts::123456789012:assumed-role/R/s"],
        "Credentials": [
            "AccessKeyId": Value(accessKeyID), "SecretAccessKey": "S", "SessionToken": "T",
            "Expiration": Value(Timestamp(seconds: end)),
        ],
    ])
}
