import IniaFormats
import IniaPrimitives
import IniaShapes

/// Makes events of messages.
struct EventDecoder: Sendable {
    let codec: ProtocolCodec
    /// The union of the events.
    let union: Shape
    /// The status of the response that the stream is a part of.
    let status: Int

    /// The event that a message is; nil for one that the model does not know.
    ///
    /// - Throws: ``ServiceReplyError`` for an error, ``ProtocolError`` for a message that breaks the rules.
    func event(of frame: EventFrame) throws -> Value? {
        switch frame.string(":message-type") {
        case "exception", "error": throw try failure(frame)
        case "event": break
        default:
            guard codec.options.dialect == .botocore else {
                throw ProtocolError(.malformedEvents, "a message is neither event nor exception nor error")
            }
        }
        guard let name = frame.string(":event-type") else {
            guard codec.options.dialect == .botocore else {
                throw ProtocolError(.malformedEvents, "an event has no type")
            }
            return nil
        }
        guard let member = union.members?[name] else { return nil }
        do {
            let event = try self.event(of: frame, try member.shape)
            var result = Structure(union, capacity: 1)
            result.append(.structure(event), at: member.index)
            return .structure(result)
        } catch {
            throw ProtocolError(inResponse: error)
        }
    }

    private func event(of frame: EventFrame, _ shape: Shape) throws -> Structure {
        var event = Structure(shape)
        guard let members = shape.members else { return event }
        var payload: Member?
        for member in members {
            let traits = try member.shape.traits
            if traits.contains(.eventHeader), let header = frame[member.name] {
                event[member.index] = Value(header)
            }
            if traits.contains(.eventPayload), payload == nil { payload = member }
        }
        guard let payload else {
            event.merge(try codec.members(of: shape, in: frame.payload))
            return event
        }
        let payloadShape = try payload.shape
        switch payloadShape.kind {
        case .blob: event[payload.index] = .blob(frame.payload)
        case .string: event[payload.index] = .string(frame.payload.text)
        default: event[payload.index] = try codec.value(of: payloadShape, in: frame.payload)
        }
        return event
    }

    private func failure(_ frame: EventFrame) throws -> ServiceReplyError {
        let name = frame.string(":exception-type")
        guard let name, let shape = try union.members?[name]?.shape else {
            // Of an exception that the model does not have, the name is all that tells what it is.
            let substitute = codec.options.dialect == .botocore ? nil : name
            return ServiceReplyError(
                status: status, code: frame.string(":error-code") ?? substitute ?? "",
                message: frame.string(":error-message") ?? "", isFromEventStream: true)
        }
        let members: Structure
        do {
            members = try event(of: frame, shape)
        } catch {
            throw ProtocolError(inResponse: error)
        }
        let message = members["Message"] ?? members["message"]
        return ServiceReplyError(
            status: status, code: name, message: message.map { $0.asString ?? "" } ?? "", shape: shape,
            fields: members.entries, isFromEventStream: true)
    }
}

extension Value {
    /// The value of a message's header.
    fileprivate init(_ header: EventFrame.HeaderValue) {
        switch header {
        case .boolean(let truth): self = .boolean(truth)
        case .byte(let number): self = .integer(Int64(number))
        case .short(let number): self = .integer(Int64(number))
        case .integer(let number): self = .integer(Int64(number))
        case .long(let number): self = .integer(number)
        case .bytes(let bytes), .uuid(let bytes): self = .blob(bytes)
        case .string(let text): self = .string(text)
        case .timestamp(let milliseconds):
            self = .timestamp(
                Timestamp(seconds: milliseconds / 1000, nanoseconds: milliseconds % 1000 * 1_000_000))
        }
    }
}
