import Inia
import Synchronization
import Testing

/// Keeps the heads of requests, may change one byte of them on their way, and has every one of them examined.
final class WireTap: HTTPClient {
    /// What is changed.
    enum Change: Sendable, CaseIterable {
        case nothing
        /// A byte of the payload, which has ``UploadForm/marker`` in it.
        case body
        /// A digit of the signature.
        case signature
    }

    private let change: Change
    private let examiner: Examiner
    private let isAnswering: Bool
    private let kept = Mutex<(heads: [HTTPHeaders], faults: [Examiner.Fault?])>(([], []))

    /// Creates a tap.
    ///
    /// - Parameter isAnswering: whether the examiner answers in place of a server.
    init(_ change: Change = .nothing, examiner: Examiner, isAnswering: Bool = false) {
        self.change = change
        self.examiner = examiner
        self.isAnswering = isAnswering
    }

    /// The heads of the requests.
    var heads: [HTTPHeaders] { kept.withLock { $0.heads } }

    /// What the examiner says of each request, as it went on.
    var faults: [Examiner.Fault?] { kept.withLock { $0.faults } }

    func send(_ request: HTTPRequest, options: HTTPExchangeOptions) async throws -> HTTPResponse {
        var request = request
        var bytes = try await request.body.collect(upTo: 16 << 20).array
        switch change {
        case .nothing: break
        case .body: changeMarker(in: &bytes)
        case .signature: try changeSignature(of: &request)
        }
        let fault = examiner.fault(in: request, bytes)
        kept.withLock { kept in
            kept.heads.append(request.headers)
            kept.faults.append(fault)
        }
        request.body = .bytes(Bytes(bytes))
        guard isAnswering else { return try await Session().httpClient.send(request, options: options) }
        return HTTPResponse(
            status: fault == nil ? 200 : 400,
            body: .bytes(Bytes(utf8: fault.map { "<Error><Code>Refused</Code><Message>\($0)</Message></Error>" } ?? ""))
        )
    }

    private func changeMarker(in bytes: inout [UInt8]) {
        let wanted = Array(UploadForm.marker.utf8)
        let start = bytes.indices.dropLast(wanted.count - 1).last { start in
            bytes[start] == wanted[0] && bytes[start..<start + wanted.count].elementsEqual(wanted)
        }
        if let start { bytes[start] ^= 1 } else { Issue.record("there is no byte to change") }
    }

    private func changeSignature(of request: inout HTTPRequest) throws {
        let header = try #require(request.headers["Authorization"])
        try request.headers.set("Authorization", header.dropLast() + (header.last == "0" ? "1" : "0"))
    }
}
