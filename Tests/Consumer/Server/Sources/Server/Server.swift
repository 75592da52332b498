import Hummingbird
import Inia

/// A server of files that lie in S3. Bodies flow through in both directions and are never held whole.
///
///     Server BUCKET PORT
@main
struct Server {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let port = Int(arguments[2]) else { throw WrongUse() }
        let server = Application(
            router: routes(to: S3(Session()), bucket: arguments[1]),
            configuration: .init(address: .hostname("127.0.0.1", port: port)))
        try await server.runService()
    }

    static func routes(to s3: S3, bucket: String) -> Router<BasicRequestContext> {
        let router = Router()
        router.get("files/:name") { _, context in
            do {
                let object = try await s3.getObject(bucket: bucket, key: context.parameters.require("name"))
                let type = object.contentType ?? "application/octet-stream"
                return Response(
                    status: .ok, headers: [.contentType: type], body: object.body.map { ResponseBody($0) } ?? .init())
            } catch S3.Error.noSuchKey {
                throw HTTPError(.notFound)
            }
        }
        router.put("files/:name") { request, context in
            let size = request.headers[.contentLength].flatMap { Int($0) }
            try await s3.putObject(bucket: bucket, key: context.parameters.require("name")) {
                $0.body = Body(once: request.body.map { Bytes($0) }, count: size)
                $0.contentType = request.headers[.contentType]
            }
            return HTTPResponse.Status.created
        }
        return router
    }
}

extension ResponseBody {
    /// The body of an object, each chunk read when the one before it was sent.
    init(_ body: Body) {
        self.init(contentLength: body.count.map { Int($0) }) { writer in
            for try await chunk in body { try await writer.write(chunk.withUnsafeBytes { ByteBuffer(bytes: $0) }) }
            try await writer.finish(nil)
        }
    }
}

extension Bytes {
    init(_ buffer: ByteBuffer) { self = buffer.withUnsafeReadableBytes { Bytes(copying: $0) } }
}

struct WrongUse: Error, CustomStringConvertible {
    var description: String { "usage: Server BUCKET PORT" }
}
