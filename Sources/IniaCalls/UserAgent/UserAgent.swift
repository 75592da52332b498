/// The text by which services know who calls: the AWS SDKs' common form, version 2.1.
///
/// The name and the platform, the features of this request, settings, the application's own name, and what the caller
/// adds: `Inia/1.0 ua/2.1 os/linux#6.1 md/arch#x86_64 lang/swift#6.3 m/E,Z,b cfg/retry-mode#standard app/shop`.
public struct UserAgent: Sendable, Hashable {
    /// This SDK's version.
    public static let version = "0.1.0"

    private let before: String
    private let after: String
    private let replacement: String?
    private let clientFeatures: Set<String>

    /// Prepares the parts that are the same for all requests of a client.
    ///
    /// - Parameters:
    ///   - executionEnvironment: the value of `AWS_EXECUTION_ENV`, if it is set.
    ///   - features: short ids of what every request of the client makes use of.
    public init(
        _ options: ClientOptions, platform: Platform = .current, executionEnvironment: String? = nil,
        features: Set<String> = []
    ) {
        let environment = executionEnvironment ?? ""
        before =
            ([Self.component("Inia", Self.version), "ua/2.1"] + Self.components(of: platform)
            + (environment.isEmpty ? [] : [Self.component("exec-env", environment)])).joined(separator: " ")
        let appID = options.userAgentAppID ?? ""
        let extra = options.userAgentExtra ?? ""
        after =
            ([Self.component("cfg", "retry-mode", options.retry.mode.rawValue)]
            + (appID.isEmpty ? [] : ["app/" + Self.sanitized(appID, keepsHash: true)])
            + (extra.isEmpty ? [] : [extra])).joined(separator: " ")
        replacement = options.userAgent.map { extra.isEmpty ? $0 : "\($0) \(extra)" }
        clientFeatures = features
    }

    /// The header's value for a request.
    ///
    /// - Parameter features: short ids of what the request makes use of; they stand sorted, and those for which there
    ///   is no room in 1,024 bytes are left out.
    public func text(features: Set<String> = []) -> String {
        replacement ?? Self.text(before, clientFeatures.union(features), after)
    }

    private static func text(_ before: String, _ features: Set<String>, _ after: String) -> String {
        let all = features.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
        guard !all.isEmpty else { return "\(before) \(after)" }
        var metrics = "m/"
        for feature in all.map({ sanitized($0, keepsHash: false) }) {
            let addition = metrics.utf8.count == 2 ? feature : "," + feature
            guard metrics.utf8.count + addition.utf8.count <= 1024 else { break }
            metrics += addition
        }
        return "\(before) \(metrics) \(after)"
    }

    private static func components(of platform: Platform) -> [String] {
        var parts: [String] = []
        let family = platform.system?.lowercased() ?? "other"
        if let known = families[family] {
            parts.append(component("os", known, known == "other" ? nil : platform.release))
        } else {
            parts += ["os/other", component("md", platform.system ?? "", platform.release)]
        }
        if let machine = platform.machine, !machine.isEmpty {
            parts.append(component("md", "arch", machine.lowercased()))
        }
        parts.append(component("lang", "swift", platform.swift))
        return parts
    }

    private static let families = [
        "windows": "windows", "linux": "linux", "macos": "macos", "darwin": "macos", "android": "android", "ios": "ios",
        "watchos": "watchos", "tvos": "tvos", "other": "other",
    ]

    /// `prefix/name` or `prefix/name#value`.
    private static func component(_ prefix: String, _ name: String, _ value: String? = nil) -> String {
        let start = "\(sanitized(prefix, keepsHash: true))/\(sanitized(name, keepsHash: false))"
        guard let value, !value.isEmpty else { return start }
        return "\(start)#\(sanitized(value, keepsHash: true))"
    }

    /// The text with every character that may not stand in a component replaced by a hyphen.
    static func sanitized(_ text: String, keepsHash: Bool) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    allowed.contains(scalar) || (keepsHash && scalar == "#") ? scalar : "-"
                }))
    }

    private static let allowed = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!$%&'*+-.^_`|~,".unicodeScalars)
}
