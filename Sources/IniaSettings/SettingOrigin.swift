/// Where a setting's value was found.
public enum SettingOrigin: Sendable, Hashable {
    /// The program said so.
    case program
    /// An environment variable.
    case variable(String)
    /// A line of a file; the first line is 1.
    case file(path: String, line: Int)
    /// Nobody said anything.
    case standard
}

extension SettingOrigin: CustomStringConvertible {
    /// The origin as an error names it: `$AWS_REGION`, `/home/a/.aws/config:7`.
    public var description: String {
        switch self {
        case .program: "the program"
        case .variable(let name): "$\(name)"
        case .file(let path, let line): "\(path):\(line)"
        case .standard: "default"
        }
    }
}

/// A setting's value and where it was found.
public struct Setting<Value: Sendable>: Sendable {
    /// The value.
    public var value: Value
    /// Where the value was found.
    public var origin: SettingOrigin

    /// Creates a setting.
    public init(_ value: Value, from origin: SettingOrigin) {
        self.value = value
        self.origin = origin
    }
}

extension Setting: Equatable where Value: Equatable {}
