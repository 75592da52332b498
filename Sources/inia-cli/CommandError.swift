/// Why a command could not be carried out, with the exit status that the aws command line has for it.
struct CommandError: Error {
    /// The exit status.
    let status: Int32
    /// What is wrong, for standard error.
    let message: String

    /// The command line itself is wrong: 252.
    static func usage(_ message: String) -> CommandError { CommandError(status: 252, message: message) }

    /// The configuration does not allow it: 253.
    static func configuration(_ message: String) -> CommandError { CommandError(status: 253, message: message) }

    /// The service said no: 254.
    static func service(_ message: String) -> CommandError { CommandError(status: 254, message: message) }

    /// Anything else: 255.
    static func failure(_ message: String) -> CommandError { CommandError(status: 255, message: message) }
}
