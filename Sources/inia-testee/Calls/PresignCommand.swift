import Inia
import IniaPrimitives

/// `presign`: a URL that makes a call for whoever has it.
struct PresignCommand: Command {
    static let name = "presign"

    func answer(_ line: Line) async throws -> Document {
        do {
            let made = try LineClient(line)
            let request = try await made.client.presign(
                try line.operation, try made.input(line), expiresIn: .seconds(try line.number("expiresIn") ?? 3600),
                method: try line.text("httpMethod"))
            let headers = request.headers.fields.map { Document.list([.string($0.name), .string($0.value)]) }
            return .answer(["url": .string(request.url.text), "headers": .list(headers)])
        } catch {
            return .answer(["error": try await ErrorAnswer.document(error)])
        }
    }
}

/// `presign-post`: a form that uploads an object.
struct PresignPostCommand: Command {
    static let name = "presign-post"

    func answer(_ line: Line) async throws -> Document {
        do {
            let service = try Models.library.service(try line.text("service") ?? "s3")
            let made = try LineClient(line, service: service)
            let fields = try line.document("fields")?.asEntries.map { ($0.key, $0.value.asString ?? "") } ?? []
            let post = try await made.client.presign(
                post: try line.requiredText("bucket"), key: try line.requiredText("key"), fields: fields,
                conditions: try line.document("conditions")?.asList ?? [],
                expiresIn: .seconds(try line.number("expiresIn") ?? 3600))
            let made2 = post.fields.map { Document.Entry(key: $0.name, value: .string($0.value)) }
            return .answer(["url": .string(post.url.text), "fields": .map(made2)])
        } catch {
            return .answer(["error": try await ErrorAnswer.document(error)])
        }
    }
}
