import IniaHost
import IniaPrimitives
import IniaText

extension Line {
    /// All that the session sees of the world; its clock is given back too, for the sleeps that it was asked for.
    var host: (host: Host, clock: ScriptedClock) {
        get throws {
            let clock = ScriptedClock(now: try now)
            let entropy = ScriptedEntropy(
                uniform: try number("random") ?? 0.5,
                uuid: try text("uuid") ?? "00000000-0000-4000-8000-000000000000")
            let host = Host.scripted(
                environment: try environment, home: try text("home") ?? "/home", files: ScriptedFiles(try files),
                clock: clock, entropy: entropy, processes: ScriptedProcesses(try processes))
            return (host, clock)
        }
    }

    private var environment: [String: String] {
        get throws {
            var variables = texts(try document("environment"))
            if let profile = try profile, variables["AWS_PROFILE"] == nil { variables["AWS_PROFILE"] = profile }
            return variables
        }
    }

    private var files: [String: Bytes] {
        get throws {
            var files: [String: Bytes] = [:]
            for entry in try document("files")?.asEntries ?? [] {
                let blob = entry.value["$blob"]?.asString.flatMap { Base64.decode($0) }
                files[entry.key] = blob ?? Bytes(utf8: entry.value.asString ?? "")
            }
            return files
        }
    }

    private var processes: [[String]: ProcessOutcome] {
        get throws {
            var outcomes: [[String]: ProcessOutcome] = [:]
            for entry in try document("processes")?.asEntries ?? [] {
                outcomes[words(of: entry.key)] = ProcessOutcome(
                    status: Int32(clamping: entry.value["exitCode"]?.asInteger ?? 0),
                    output: Bytes(utf8: entry.value["stdout"]?.asString ?? ""),
                    errors: Bytes(utf8: entry.value["stderr"]?.asString ?? ""))
            }
            return outcomes
        }
    }

    private func texts(_ document: Document?) -> [String: String] {
        Dictionary(
            (document?.asEntries ?? []).map { ($0.key, $0.value.asString ?? JSONWriter.text($0.value)) },
            uniquingKeysWith: { $1 })
    }

    /// The words of a command as a shell without expansions would see them.
    private func words(of command: String) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var rest = command[...]
        while let character = rest.popFirst() {
            if character == quote {
                quote = nil
            } else if character == "\\", quote != "'", let escaped = rest.popFirst() {
                word = (word ?? "") + String(escaped)
            } else if quote == nil, character == "\"" || character == "'" {
                quote = character
                word = word ?? ""
            } else if quote == nil, character.isWhitespace {
                if let word { words.append(word) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        return words + (word.map { [$0] } ?? [])
    }
}
