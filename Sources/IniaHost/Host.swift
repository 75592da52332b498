public import IniaPrimitives

/// What a program takes from its machine, each replaceable: tests and the conformance testee bring scripted ones.
public struct Host: Sendable {
    /// The environment variables and the home folder.
    public var environment: Environment
    /// The files.
    public var files: any Files
    /// The time.
    public var clock: any HostClock
    /// The randomness.
    public var entropy: any Entropy
    /// The child processes.
    public var processes: any Processes

    /// Creates a machine of its parts.
    public init(
        environment: Environment, files: any Files, clock: any HostClock, entropy: any Entropy, processes: any Processes
    ) {
        self.environment = environment
        self.files = files
        self.clock = clock
        self.entropy = entropy
        self.processes = processes
    }
}

/// The environment variables, as they were when they were read, and the home folder.
public struct Environment: Sendable {
    private let variables: [String: String]
    /// The user's home folder.
    public let home: String
    /// The path of the running program, where that is known; models may lie beside it.
    public let executable: String?

    /// Creates an environment of the given variables.
    public init(_ variables: [String: String], home: String, executable: String? = nil) {
        self.variables = variables
        self.home = home
        self.executable = executable
    }

    /// The value of a variable, or nil where it is not set.
    public subscript(name: String) -> String? { variables[name] }

    /// The names of all variables, sorted.
    public var names: [String] { Array(variables.keys).sortedByBytes() }
}

extension Environment: CustomDebugStringConvertible, CustomReflectable {
    /// How many variables there are; never what they say, which may be a secret.
    public var debugDescription: String { "Environment(\(variables.count) variables, home \(home))" }

    /// The variables' names alone, so that dumps show no secrets.
    public var customMirror: Mirror { Mirror(self, children: ["names": names, "home": home]) }
}

/// Reads and writes files.
public protocol Files: FileOpener {
    /// The whole content of a file, or nil where there is none.
    func read(_ path: String) throws(HostError) -> Bytes?
    /// The size of a file in bytes, or nil where there is none.
    func size(_ path: String) throws(HostError) -> Int64?
    /// The names in a folder, sorted; none where there is no such folder.
    func list(_ path: String) throws(HostError) -> [String]
    /// Replaces a file at once, readable by its owner alone (0600), making its folder (0700) where that is missing.
    /// A symbolic link is replaced, never followed.
    func replace(_ path: String, with content: Bytes) throws(HostError)
    /// Maps a file into memory for reading, or gives nil where there is none.
    func map(_ path: String) throws(HostError) -> MappedFile?
}

/// The time and the passing of it.
public protocol HostClock: Sendable {
    /// The time of day.
    var now: Timestamp { get }
    /// A point on a clock that never jumps.
    var instant: ContinuousClock.Instant { get }
    /// Waits; throws `CancellationError` at once when the task is cancelled.
    func sleep(for duration: Duration) async throws
}

/// Where randomness comes from.
public protocol Entropy: Sendable {
    /// A number from 0 up to 1.
    func uniform() -> Double
    /// A random (version 4) UUID in lower-case text, RFC 9562.
    func uuid() -> String
    /// Unpredictable bytes.
    func bytes(_ count: Int) -> [UInt8]
}

/// Runs other programs.
public protocol Processes: Sendable {
    /// Runs a command of a program and its arguments, with no shell, and collects what it prints.
    func run(_ command: [String]) async throws -> ProcessOutcome
}

/// How a child process ended.
public struct ProcessOutcome: Sendable {
    /// The exit status; 128 plus the number of the signal that ended it, as shells count.
    public var status: Int32
    /// What the program wrote to its standard output.
    public var output: Bytes
    /// What the program wrote to its standard error.
    public var errors: Bytes

    /// Creates the outcome of a program that has ended.
    public init(status: Int32, output: Bytes, errors: Bytes) {
        self.status = status
        self.output = output
        self.errors = errors
    }
}

/// The machine said no.
public struct HostError: Error, Hashable, Sendable {
    /// What was being done: "reading".
    public var during: String
    /// What it was done to: a path or a command's name.
    public var subject: String
    /// The system's reason in words.
    public var reason: String

    /// Creates an error.
    public init(during: String, subject: String, reason: String) {
        self.during = during
        self.subject = subject
        self.reason = reason
    }
}

extension HostError: CustomStringConvertible {
    /// What was being done to what, and the reason.
    public var description: String { "\(during) \(subject): \(reason)" }
}
