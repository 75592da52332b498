import Glibc
import IniaCalls
import IniaHTTP
import IniaHost
import IniaPrimitives
import IniaSigning
import IniaTransport
import LocalServers

@testable import Inia

/// What a service says that answers `GetCallerIdentity`.
let identity: String = {
    let text = """
        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>\
        <Arn>arn:aws:iam::123456789012:user/boto</Arn><Account>123456789012</Account></GetCallerIdentityResult>\
        </GetCallerIdentityResponse>
        """
    return "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)"
}()

/// Answers each request for `GetCallerIdentity` that comes on a connection.
func answerIdentity(_ peer: LoopbackServer.Peer) {
    while true {
        let head = peer.read()
        let length = head.withCString { head in strstr(head, "Content-Length: ").map { Int(atoi($0 + 16)) } }
        guard let length, peer.read(count: length) == length else { return }
        peer.send(identity)
    }
}

/// A session whose services live on a port of this machine, which hears nothing of the environment.
func localSession(
    _ port: Int, host: Host = machine(), _ configure: (inout Config) -> Void = { _ in }
) -> Session {
    var config = Config()
    config.region = "us-east-1"
    config.endpointURL = "http://127.0.0.1:\(port)"
    config.credentials = .fixed(Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret"))
    config.retry = .standard(maxAttempts: 1)
    config.connectTimeout = .seconds(600)
    configure(&config)
    return Session(config, host: host)
}

/// This machine with an environment of its own.
func machine(_ variables: [String: String] = [:], files: any Files = Host.system.files) -> Host {
    let host = Host.system
    return Host(
        environment: Environment(variables, home: "/nowhere", executable: host.environment.executable), files: files,
        clock: host.clock, entropy: host.entropy, processes: host.processes)
}

/// The call error that an operation ends in; nil where it does not fail, and an error of its own where that is another.
func callFailure(of operation: () async throws -> Void) async -> CallError? {
    do {
        try await operation()
        return nil
    } catch {
        return error as? CallError
            ?? CallError(CallError.Code("\(error)"), during: .prepare, "not a call error", cause: error)
    }
}
