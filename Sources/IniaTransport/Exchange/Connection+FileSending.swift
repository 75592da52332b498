internal import IniaHTTP
internal import IniaHost
internal import IniaPrimitives
internal import IniaWire

extension Connection {
    /// What is sent before the task is looked at again: a thread that sends is one of few.
    private static let largestPart: Int64 = 4 << 20

    /// Has the system send what is left of a file, where it goes as it is: in the clear, and of a known length.
    func sendParts(_ parts: any FileParts, _ framer: inout RequestBodyFramer) async throws {
        while let part = try parts.nextPart(upTo: Self.largestPart) {
            _ = try framer.prefix(for: Int(part.count))
            var sent: Int64 = 0
            while sent < part.count {
                try Task.checkCancellation()
                let (socket, start) = (socket, sent)
                let move = await PosixFiles.onThread { socket.move(part, from: start) }
                sent += move.count
                switch move.end {
                case .limit: continue
                case .wouldBlock: try await waitInPump()
                case .end: throw WireError(.request, "the file was cut short while it was sent")
                case .broken(let error): throw error
                case .socketFailed(let fault):
                    throw TransportError.system(fault, during: "sending to \(key.name)", mayHaveBeenSent: true)
                case .fileFailed(let fault):
                    throw HostError(during: "reading", subject: "a request's body", errno: fault)
                }
            }
        }
    }
}
