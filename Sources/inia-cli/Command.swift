internal import Glibc
internal import IniaHost
import Inia

/// One command: a client, and what is to be done with it.
struct Command {
    private let arguments: Arguments
    private let client: Client
    private let service: String
    private let files: any Files

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        service = RenamedOptions.services[arguments.service] ?? arguments.service
        files = Host.system.files
        let session = try Session { config in
            config.profile = arguments.profile
            config.region = arguments.region
        }
        client = try session.client(service) { config in
            config.endpointURL = arguments.endpointURL
            config.rawTimestamps = true
            if !arguments.isSigned { config.signatureVersion = "unsigned" }
            if !arguments.verifiesTLS { config.verification = TLSOptions.Verification.none }
            if let path = arguments.authorities { config.verification = .authorities(path: path) }
            if let timeout = arguments.connectTimeout { config.connectTimeout = timeout }
            if let timeout = arguments.readTimeout { config.readTimeout = timeout }
        }
    }
}
