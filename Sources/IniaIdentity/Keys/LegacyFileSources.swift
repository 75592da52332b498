public import IniaHost
internal import IniaPrimitives
internal import IniaSettings
public import IniaSigning

/// Keys in the file of the first EC2 tools, which `AWS_CREDENTIAL_FILE` names.
public struct EC2FileSource: CredentialSource {
    /// The name that botocore gives the source.
    public let name = "ec2-credentials-file"
    private let environment: Environment
    private let files: any Files

    /// Creates a source that looks into the file that the environment names.
    public init(environment: Environment, files: any Files) {
        self.environment = environment
        self.files = files
    }

    /// The keys, or nil where no file is named or it has none.
    ///
    /// - Throws: ``IdentityError`` where the file is named and cannot be read, or has half of a pair.
    public func load() throws -> Credentials? {
        guard let path = environment["AWS_CREDENTIAL_FILE"] else { return nil }
        guard let text = try? files.read(environment.expanded(path))?.validText else {
            throw IdentityError(
                .retrieval, "The file cannot be read", source: name, origin: .variable("AWS_CREDENTIAL_FILE"))
        }
        var values: [Substring: Substring] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            guard let equals = line.firstIndex(of: "=") else { continue }
            values[line[..<equals].trimmed] = line[line.index(after: equals)...].trimmed
        }
        guard let accessKeyID = values["AWSAccessKeyId"] else { return nil }
        guard let secret = values["AWSSecretKey"] else {
            throw IdentityError(
                .incomplete, "Partial credentials found in \(name), missing: AWSSecretKey", source: name,
                origin: .variable("AWS_CREDENTIAL_FILE"))
        }
        return Credentials(accessKeyID: String(accessKeyID), secretAccessKey: String(secret))
    }
}

/// Keys in the configuration file of boto 2.
public struct BotoFileSource: CredentialSource {
    /// The name that botocore gives the source.
    public let name = "boto-config"
    private let environment: Environment
    private let files: any Files

    /// Creates a source that looks into the file that `BOTO_CONFIG` names, or else into the usual ones.
    public init(environment: Environment, files: any Files) {
        self.environment = environment
        self.files = files
    }

    /// The keys of the first file that has some, or nil.
    public func load() throws -> Credentials? {
        let paths = environment["BOTO_CONFIG"].map { [$0] } ?? ["/etc/boto.cfg", "~/.boto"]
        for path in paths.map(environment.expanded) {
            guard let text = try? files.read(path)?.validText else { continue }
            let file = try SharedConfiguration(config: nil, credentials: (path, text), preset: .botocore)
            guard let section = file.profiles["Credentials"], let accessKeyID = section.text("aws_access_key_id") else {
                continue
            }
            guard let secret = section.text("aws_secret_access_key") else {
                throw IdentityError(
                    .incomplete, "Partial credentials found in \(name), missing: aws_secret_access_key", source: name,
                    origin: accessKeyID.origin)
            }
            return Credentials(accessKeyID: accessKeyID.value, secretAccessKey: secret.value)
                .adding(features: [UserAgentFeature.botoFile])
        }
        return nil
    }
}

extension Substring {
    /// The text without white space at either end.
    var trimmed: Substring {
        var rest = drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}
