import Inia
import IniaPrimitives
internal import IniaTesting
import IniaText

/// `request`: what a call would first send.
struct RequestCommand: Command {
    static let name = "request"

    func answer(_ line: Line) async throws -> Document {
        do {
            let made = try LineClient(line)
            do {
                try await made.call(line)
            } catch {
                await made.http.finish()
                guard let first = made.http.requests.first else { throw error }
                return .map([.init(key: "request", value: first.document)] + Self.frames(first.body, line))
            }
            guard let first = made.http.requests.first else { throw MalformedLine("no request was sent") }
            return .answer(["request": first.document])
        } catch {
            return .answer(["error": try await ErrorAnswer.document(error)])
        }
    }

    /// The signed frames of a request whose payload is events.
    static func frames(_ body: Bytes, _ line: Line) -> [Document.Entry] {
        guard line.json("params")?.text.contains("\"$events\"") == true else { return [] }
        return [.init(key: "sentFramesBase64", value: .string(Base64.encode(body)))]
    }
}
