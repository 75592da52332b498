import IniaDigests
import IniaFormats
import IniaPrimitives
import Synchronization

/// What a service does with a signed conversation: it checks that each message goes on from the one before ("Event
/// stream encoding", Amazon Transcribe developer guide). Written from AWS's description, apart from Inia's signer.
struct EventVerifier: Sendable {
    /// The events so far, as they were before they were signed.
    private(set) var events: [EventFrame] = []
    /// Whether the empty message came that ends a conversation.
    private(set) var isClosed = false
    /// What was wrong first, if anything.
    private(set) var fault: String?
    private var frames = EventFrameDecoder()
    private let scope: String
    private let key: [UInt8]
    private var previous: String

    /// Goes on from a request's signature.
    init(_ fields: [String: String], secret: String) {
        let authorization = fields["authorization"] ?? ""
        func part(_ name: String) -> String {
            let rest = authorization.split(separator: "\(name)=").last ?? ""
            return String(rest.prefix { $0 != "," && $0 != " " })
        }
        scope = part("Credential").split(separator: "/").dropFirst().joined(separator: "/")
        previous = part("Signature")
        key = scope.split(separator: "/").reduce(Array("AWS4\(secret)".utf8)) { key, word in
            HMAC(.sha256, key: key).code(for: String(word)).bytes
        }
        if fields["x-amz-content-sha256"] != "STREAMING-AWS4-HMAC-SHA256-EVENTS" { fault = "the payload's hash" }
    }

    /// Takes in a part of the request's body; gives the events that it completed.
    mutating func receive(_ bytes: [UInt8]) -> [EventFrame] {
        let before = events.count
        frames.append(Bytes(bytes))
        do {
            while let frame = try frames.next() { try check(frame) }
        } catch {
            fault = fault ?? "\(error)"
        }
        return Array(events[before...])
    }

    private mutating func check(_ frame: EventFrame) throws {
        guard case .timestamp(let milliseconds)? = frame[":date"],
            case .bytes(let signature)? = frame[":chunk-signature"]
        else {
            fault = fault ?? "a message without date or signature"
            return
        }
        if isClosed { fault = fault ?? "a message after the last" }
        // The header as it is encoded: its name with its length, the type of a time, and eight bytes.
        var date: [UInt8] = [5] + Array(":date".utf8) + [8]
        for place in (0..<8).reversed() { date.append(UInt8(truncatingIfNeeded: milliseconds >> (place * 8))) }
        let stamp = try Dates.basic(Timestamp(seconds: milliseconds / 1000, nanoseconds: 0))
        let text = [
            "AWS4-HMAC-SHA256-PAYLOAD", stamp, scope, previous, SHA256.digest(of: Bytes(date)).hex,
            SHA256.digest(of: frame.payload).hex,
        ].joined(separator: "\n")
        previous = HMAC(.sha256, key: key).code(for: text).hex
        if previous != Digest(signature.array).hex { fault = fault ?? "the signature of message \(events.count)" }
        guard !frame.payload.isEmpty else {
            isClosed = true
            return
        }
        var inner = EventFrameDecoder()
        inner.append(frame.payload)
        if let event = try inner.next() { events.append(event) }
    }
}
