internal import IniaPrimitives
internal import IniaSettings

/// The shared files, by the reference's rules and by botocore's: lines may end in CR LF as well.
enum INITarget {
    static func run(_ bytes: Bytes) {
        let text = bytes.text
        for preset in [SettingsPreset.inia, .botocore] {
            let read = configuration(text, preset)
            guard !text.utf8.contains(0x0D) else { continue }
            let withCR = text.utf8.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
            expect(read == configuration(String(decoding: withCR, as: UTF8.self), preset), "CR LF ends lines too")
        }
    }

    private static func configuration(_ text: String, _ preset: SettingsPreset) -> SharedConfiguration? {
        try? SharedConfiguration(config: ("config", text), credentials: ("credentials", text), preset: preset)
    }
}
