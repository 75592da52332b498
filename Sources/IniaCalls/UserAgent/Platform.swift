internal import Glibc

/// What the user agent says of the machine and the language.
public struct Platform: Sendable, Hashable {
    /// The system's name, as `uname` gives it.
    public var system: String?
    /// The system's release.
    public var release: String?
    /// The processor's name.
    public var machine: String?
    /// The version of the Swift compiler.
    public var swift: String

    /// Creates a platform of names.
    public init(system: String?, release: String?, machine: String?, swift: String) {
        self.system = system
        self.release = release
        self.machine = machine
        self.swift = swift
    }

    /// This machine.
    public static let current: Platform = {
        var names = utsname()
        guard uname(&names) == 0 else { return Platform(system: nil, release: nil, machine: nil, swift: compiler) }
        return Platform(
            system: text(names.sysname), release: text(names.release), machine: text(names.machine), swift: compiler)
    }()

    private static func text<Field>(_ field: Field) -> String {
        withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    private static var compiler: String {
        #if compiler(>=6.4)
            "6.4"
        #elseif compiler(>=6.3)
            "6.3"
        #else
            "6.2"
        #endif
    }
}
