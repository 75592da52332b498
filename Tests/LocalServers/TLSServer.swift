internal import Glibc
internal import Synchronization

/// Certificates of a throw-away authority, made by the `openssl` program in a folder of their own.
public final class Certificates: Sendable {
    /// Holds `ca`, `other`, `good`, `expired` and `wrong`, each `.pem` with its `.key`.
    public let folder: String

    /// Makes them.
    public init() throws {
        var template = Array("/tmp/inia-tls-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Broken(what: "mkdtemp") }
        folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
        let names = "subjectAltName=DNS:localhost,IP:127.0.0.1"
        for name in ["ca", "other"] {
            try run(
                "openssl req -x509 \(key) -keyout \(folder)/\(name).key -out \(folder)/\(name).pem -subj /CN=\(name)")
        }
        try run("echo \(names) > \(folder)/names; echo subjectAltName=DNS:example.com > \(folder)/stranger")
        for (name, extensions, days) in [("good", "names", 2), ("expired", "names", -1), ("wrong", "stranger", 2)] {
            try run(
                "openssl req -new \(key) -keyout \(folder)/\(name).key -out \(folder)/\(name).csr -subj /CN=\(name)")
            try run(
                "openssl x509 -req -in \(folder)/\(name).csr -CA \(folder)/ca.pem -CAkey \(folder)/ca.key "
                    + "-days \(days) -extfile \(folder)/\(extensions) -out \(folder)/\(name).pem")
        }
    }

    deinit { try? run("rm -r \(folder)") }

    private func run(_ command: String) throws {
        guard system("(\(command)) >/dev/null 2>&1") == 0 else { throw Broken(what: command) }
    }
}

/// What a test could not be set up with.
public struct Broken: Error {
    /// What went wrong.
    public let what: String

    /// Creates an error that says what went wrong.
    public init(what: String) { self.what = what }
}

/// `openssl s_server`, which answers every request with a page about the connection.
public final class TLSServer: Sendable {
    /// The port that it listens on.
    public let port: Int
    private let process: pid_t
    private let isStopped = Atomic(false)

    /// Starts a server with one of the certificates.
    public init(_ certificates: Certificates, _ name: String, options: [String] = []) throws {
        let folder = certificates.folder
        let words =
            ["openssl", "s_server", "-accept", "127.0.0.1:0", "-www"]
            + ["-cert", "\(folder)/\(name).pem", "-key", "\(folder)/\(name).key"] + options
        var pipe: [Int32] = [0, 0]
        guard Glibc.pipe(&pipe) == 0 else { throw Broken(what: "pipe") }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, pipe[1], 1)
        posix_spawn_file_actions_addclose(&actions, pipe[0])
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        guard posix_spawnp(&process, "openssl", &actions, nil, &arguments, environ) == 0 else {
            throw Broken(what: "openssl s_server")
        }
        self.process = process
        close(pipe[1])
        port = Self.port(pipe[0])
        close(pipe[0])
        if port == 0 { throw Broken(what: "openssl s_server's port") }
    }

    /// The port after the last colon of the line that says where connections are accepted.
    private static func port(_ descriptor: Int32) -> Int {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(descriptor, &byte, 1) == 1 {
            if byte != 10 {
                line.append(byte)
                continue
            }
            let text = String(decoding: line, as: UTF8.self)
            if text.hasPrefix("ACCEPT") { return text.split(separator: ":").last.flatMap { Int($0) } ?? 0 }
            line = []
        }
        return 0
    }

    /// Ends the server. A test says so at its end: it would else be gone after the last use of its port.
    public func stop() {
        guard !isStopped.exchange(true, ordering: .relaxed) else { return }
        kill(process, SIGKILL)
        var status: Int32 = 0
        waitpid(process, &status, 0)
    }

    deinit { stop() }
}
