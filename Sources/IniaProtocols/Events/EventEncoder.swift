import IniaFormats
import IniaPrimitives
import IniaShapes
import IniaText

/// Makes messages of events.
struct EventEncoder: Sendable {
    static let contentType = "application/vnd.amazon.eventstream"

    let wireProtocol: ServiceTraits.WireProtocol
    /// The union of the events.
    let union: Shape
    let precision: CodecOptions.TimestampPrecision

    init(wireProtocol: ServiceTraits.WireProtocol, union: Shape, times: TimestampText) {
        self.wireProtocol = wireProtocol
        self.union = union
        precision = times.precision
    }

    func frame(of event: Value) throws(ProtocolError) -> EventFrame {
        do {
            let asUnion = Shape(name: union.name, kind: .structure, traits: .union, members: union.members)
            let bound = try Structure(binding: event, to: asUnion)
            guard let members = union.members, let slot = bound.slots.first else { return EventFrame() }
            return try frame(of: slot.value, members[Int(slot.index)])
        } catch {
            throw ProtocolError(inInput: error)
        }
    }

    /// The message with all of an input but its events.
    func initialRequest(of input: Structure, but events: Member) throws -> EventFrame {
        EventFrame(
            headers: [
                .init(":message-type", .string("event")), .init(":event-type", .string("initial-request")),
                .init(":content-type", .string(payloadType)),
            ],
            payload: try payload(of: input) { $0.index != events.index })
    }

    private func frame(of value: Value, _ member: Member) throws -> EventFrame {
        let shape = try member.shape
        let isException = shape.traits.contains(.exception)
        var frame = EventFrame(headers: [
            .init(":message-type", .string(isException ? "exception" : "event")),
            .init(isException ? ":exception-type" : ":event-type", .string(member.name)),
        ])
        guard case .structure(let event) = value, let members = shape.members else { return frame }
        var headers: [EventFrame.Header] = []
        for slot in event.slots {
            let member = members[Int(slot.index)]
            guard try member.shape.traits.contains(.eventHeader) else { continue }
            if let header = try headerValue(slot.value, member.shape) { headers.append(.init(member.name, header)) }
        }
        if let (type, payload) = try payload(of: event, members) {
            frame.headers.append(.init(":content-type", .string(type)))
            frame.payload = payload
        }
        frame.headers += headers
        return frame
    }

    private func headerValue(_ value: Value, _ shape: Shape) throws -> EventFrame.HeaderValue? {
        switch value {
        case .boolean(let truth): return .boolean(truth)
        case .integer(let number):
            if shape.kind == .integer, let small = Int32(exactly: number) { return .integer(small) }
            return .long(number)
        case .string(let text): return .string(text)
        case .blob(let bytes): return .bytes(bytes)
        case .timestamp(let time):
            let (whole, overflow) = time.seconds.multipliedReportingOverflow(by: 1000)
            guard !overflow else { throw ProtocolError(.inexpressible, "a time is beyond what a header can hold") }
            return .timestamp(milliseconds: whole &+ Int64(time.nanoseconds / 1_000_000))
        default: return nil
        }
    }

    /// The payload of an event and its type: one member alone where the model says so, else all that are no headers.
    private func payload(of event: Structure, _ members: Members) throws -> (String, Bytes)? {
        var hasBodyMembers = false
        for member in members {
            let shape = try member.shape
            if shape.traits.contains(.eventPayload) {
                guard let value = event[member.index] else { return nil }
                switch (shape.kind, value) {
                case (.blob, .blob(let bytes)): return ("application/octet-stream", bytes)
                case (.string, .string(let text)): return ("text/plain", Bytes(utf8: text))
                case (_, .structure(let structure)): return (payloadType, try payload(of: structure, named: shape))
                default: return nil
                }
            }
            if !shape.traits.contains(.eventHeader) { hasBodyMembers = true }
        }
        guard hasBodyMembers else { return nil }
        let included = try Set(members.filter { try !$0.shape.traits.contains(.eventHeader) }.map(\.index))
        return (payloadType, try payload(of: event) { included.contains($0.index) })
    }

    private var payloadType: String {
        switch wireProtocol {
        case .json, .restJSON: "application/json"
        case .cbor: "application/cbor"
        case .query, .ec2, .restXML: "application/xml"
        }
    }

    private func payload(
        of structure: Structure, named shape: Shape? = nil, where isIncluded: (Member) -> Bool = { _ in true }
    ) throws -> Bytes {
        let times = TimestampText(precision: precision)
        switch wireProtocol {
        case .json, .restJSON:
            var writer = JSONInputWriter(style: .compact, times: times)
            try writer.write(structure) { member, value in isIncluded(member) && !value.asIsNull }
            return Bytes(writer.json.bytes)
        case .cbor:
            var writer = CBORInputWriter()
            try writer.write(structure, where: isIncluded)
            return Bytes(writer.cbor.bytes)
        case .query, .ec2, .restXML:
            var writer = XMLInputWriter(times: times)
            let shape = shape ?? structure.shape
            try writer.write(
                structure, as: shape, named: shape.traits.locationName ?? shape.name, where: isIncluded)
            return Bytes(writer.xml.bytes)
        }
    }
}

extension Traits {
    /// The trait of a union alone.
    fileprivate static var union: Traits {
        var traits = Traits()
        traits.flags = .union
        return traits
    }
}
