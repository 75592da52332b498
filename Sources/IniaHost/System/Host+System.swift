internal import CHost
internal import Glibc

extension Host {
    /// The machine itself, with its environment as it is now.
    public static var system: Host {
        Host(
            environment: .system, files: PosixFiles(), clock: SystemClock(), entropy: SystemEntropy(),
            processes: SystemProcesses())
    }
}

extension Environment {
    /// The process's environment as it is now. Home is `HOME`, else what the user database says, else `/`.
    public static var system: Environment {
        var variables: [String: String] = [:]
        var next = inia_environment()
        while let entry = next?.pointee {
            let text = String(cString: entry)
            if let equals = text.utf8.dropFirst().firstIndex(of: UInt8(ascii: "=")) {
                variables[String(text[..<equals])] = String(text[text.utf8.index(after: equals)...])
            }
            next = next?.advanced(by: 1)
        }
        return Environment(variables, home: variables["HOME"] ?? registeredHome() ?? "/", executable: runningProgram())
    }

    private static func runningProgram() -> String? {
        let path = [UInt8](unsafeUninitializedCapacity: 4096) { memory, filled in
            filled = memory.withMemoryRebound(to: CChar.self) { text in
                text.baseAddress.map { max(readlink("/proc/self/exe", $0, text.count), 0) } ?? 0
            }
        }
        return path.isEmpty ? nil : String(decoding: path, as: UTF8.self)
    }

    private static func registeredHome() -> String? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var texts = [CChar](repeating: 0, count: 16 * 1024)
        return texts.withUnsafeMutableBufferPointer { texts in
            guard let start = texts.baseAddress, getpwuid_r(getuid(), &entry, start, texts.count, &found) == 0,
                found != nil, let folder = entry.pw_dir
            else { return nil }
            return String(cString: folder)
        }
    }
}
