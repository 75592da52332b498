internal import IniaHost
internal import IniaPrimitives
internal import IniaShapes
internal import IniaText

/// What single services want of input beyond their models.
enum Inputs {
    /// User data is text or bytes to the caller, and base64 to the service.
    static func encodeUserData(_ input: inout Value, _ call: Circumstances) {
        switch input.given("UserData") {
        case .string(let text): input.set("UserData", .string(Base64.encode(Bytes(utf8: text))))
        case .blob(let bytes): input.set("UserData", .string(Base64.encode(bytes)))
        default: break
        }
    }

    /// Ids are answered as `/hostedzone/Z1` and asked for as `Z1`.
    static func shortenIDs(_ input: inout Value, _ call: Circumstances) {
        let shapes: Set = ["ResourceId", "DelegationSetId", "ChangeId"]
        for member in (try? call.operation.input?.shape.members).map(Array.init) ?? []
        where shapes.contains(member.reference.target) {
            input.changeString(member.name) {
                $0.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? $0
            }
        }
    }

    /// A hyphen is the account of whoever signs.
    static func ownAccount(_ input: inout Value, _ call: Circumstances) {
        if input.given("accountId").map(\.asIsNull) ?? true { input.set("accountId", "-") }
    }

    /// Gives a fresh token to every member that makes a call idempotent and was not given.
    static func fillIdempotencyTokens(_ input: inout Value, _ call: Circumstances) {
        for member in tokens(of: call.operation) where input.given(member.name) == nil {
            input.set(member.name, .string(call.entropy.uuid()))
        }
    }

    static func takesTokens(_ operation: Operation, _ environment: Environment) -> Bool {
        !tokens(of: operation).isEmpty
    }

    private static func tokens(of operation: Operation) -> [Member] {
        // The trait stands on members, never on what they refer to: no shape needs to be read for it.
        (try? operation.input?.shape.members)?.filter { $0.reference.traits.contains(.idempotencyToken) } ?? []
    }

    /// Asks for checksums in the response where it is the client's wish to verify them.
    static func askForChecksums(_ input: inout Value, _ call: Circumstances) {
        guard call.purpose == .sending, let mode = call.operation.traits.checksum?.requestValidationModeMember,
            call.options.responseChecksumValidation == .whenSupported, input.given(mode) == nil
        else { return }
        input.set(mode, "ENABLED")
    }

    static func canAskForChecksums(_ operation: Operation, _ environment: Environment) -> Bool {
        operation.traits.checksum?.requestValidationModeMember != nil
    }
}

/// Members that callers may call by another name.
enum Aliases {
    /// A row that takes an alias for a member, where the operation has that member.
    static func accept(
        _ alias: String, for name: String
    ) -> @Sendable (inout Value, Circumstances) throws(CallError) -> Void {
        { (input: inout Value, call: Circumstances) throws(CallError) in
            guard let members = try? call.operation.input?.shape.members, members[name] != nil,
                let value = input.given(alias)
            else { return }
            guard input.given(name) == nil else {
                throw .refused("\(name) and its alias \(alias) are both given to \(call.operation.name)")
            }
            input.unset(alias)
            input.set(name, value)
        }
    }
}
