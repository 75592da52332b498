internal import IniaPrimitives
internal import IniaShapes
internal import IniaText

/// What single services' output and errors need beyond their models.
enum Outputs {
    /// Policies come as percent-encoded JSON, and are given as documents.
    static func decodePolicies(_ output: inout Value, _ outcome: Outcome) {
        guard case .structure(var structure) = output else { return }
        output = .null
        decodePolicies(in: &structure)
        output = .structure(structure)
    }

    private static func decodePolicies(in structure: inout Structure) {
        guard let members = structure.shape.members else { return }
        for slot in structure.slots {
            let member = members[Int(slot.index)]
            if case .string(let text) = slot.value, member.reference.target == "policyDocumentType" {
                guard let policy = try? JSONReader.document(Bytes(utf8: Percent.decode(text))) else { continue }
                structure[member.index] = .document(policy)
            } else if let decoded = decodingPolicies(slot.value) {
                structure[member.index] = decoded
            }
        }
    }

    private static func decodingPolicies(_ value: Value) -> Value? {
        switch value {
        case .structure(var structure):
            decodePolicies(in: &structure)
            return .structure(structure)
        case .list(let elements):
            return .list(elements.map { decodingPolicies($0) ?? $0 })
        default: return nil
        }
    }

    /// The console's output comes in base64, and is text but for what a machine may print.
    static func decodeConsole(_ output: inout Value, _ outcome: Outcome) {
        guard let text = output.given("Output")?.asString, let bytes = Base64.decode(text) else { return }
        output.set("Output", .string(bytes.text))
    }

    /// A template that is JSON is given as a document; one that is YAML stays a text.
    static func decodeTemplate(_ output: inout Value, _ outcome: Outcome) {
        guard let text = output.given("TemplateBody")?.asString,
            let template = try? JSONReader.document(Bytes(utf8: text))
        else { return }
        output.set("TemplateBody", .document(template))
    }

    /// SQS gives its errors the codes of its older protocol, and keeps their shapes' names beside.
    static func nameShapeByQueryCode(_ error: inout ServiceError) {
        guard let shape = error.details.last(where: { $0.key == "QueryErrorCode" })?.value.asString else { return }
        error.shape = shape
    }
}
