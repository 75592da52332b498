import Glibc
import IniaPrimitives
import IniaText

/// The conformance testee: it answers each line of JSON on standard input with one on standard output, in order.
@main struct Program {
    static func main() async {
        // A reader that goes away is an error of writing, not a reason to die.
        signal(SIGPIPE, SIG_IGN)
        var lines = StandardLines()
        var answers: [UInt8] = []
        while let line = lines.next() {
            answers += JSONWriter.bytes(await answer(to: line), style: .compact)
            answers.append(UInt8(ascii: "\n"))
            if !lines.hasLine || answers.count > 1 << 16 {
                guard write(answers) else { return }
                answers.removeAll(keepingCapacity: true)
            }
        }
        _ = write(answers)
    }

    /// The answer to a line, whatever it is.
    private static func answer(to text: Bytes) async -> Document {
        var id = Document.null
        do {
            let line = try Line(text)
            id = try line.document("id") ?? .null
            let name = try line.text("do") ?? ""
            guard let command = Commands.named[name] else { throw Unsupported("command \(name)") }
            return reply(id, try await command.answer(line).asEntries)
        } catch let error as Unsupported {
            return reply(id, [.init(key: "unsupported", value: .string(error.reason))])
        } catch {
            return reply(id, [.init(key: "failure", value: .string("\(error)"))])
        }
    }

    private static func reply(_ id: Document, _ entries: [Document.Entry]) -> Document {
        .map([.init(key: "id", value: id)] + entries)
    }

    private static func write(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { memory in
            var place = 0
            while place < memory.count {
                let count = Glibc.write(1, memory.baseAddress?.advanced(by: place), memory.count - place)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                place += count
            }
            return true
        }
    }
}
