internal import IniaProtocols
internal import IniaShapes

extension Pipeline {
    /// ``Call`` to ``IniaProtocols/SerializedRequest``: the input is checked, and written as the protocol has it.
    func serialize(_ call: Call) throws(CallError) -> SerializedRequest {
        do {
            guard let shape = try call.operation.input?.shape else {
                try refuseMembers(of: call)
                return try codec.serialize(nil, of: call.operation)
            }
            let input = try Structure(
                binding: call.input, to: shape, isValidated: call.options.parameterValidation)
            return try codec.serialize(input, of: call.operation)
        } catch let error as ProtocolError {
            switch error.code {
            case .invalidInput: throw CallError(.validation, during: .serialize, error.message, cause: error)
            case .model: throw .model(error, during: .serialize)
            default: throw CallError(.validation, during: .serialize, error.message, cause: error)
            }
        } catch let error as CallError {
            throw error
        } catch {
            throw .model(error, during: .serialize)
        }
    }

    /// An operation without input takes no members.
    private func refuseMembers(of call: Call) throws(CallError) {
        guard let name = call.input.asEntries.first?.key else { return }
        throw CallError(.validation, during: .serialize, "\(call.operation.name) takes no input, but \(name) is given")
    }
}
