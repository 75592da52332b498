internal import IniaHost
internal import IniaPrimitives
internal import IniaSettings
public import IniaSigning

/// Passwords and tokens that are presigned requests: no service is asked for them.
extension Session {
    /// A password for a user of an RDS or Aurora database that knows IAM, good for opening connections for 15 minutes.
    ///
    /// AWS: "IAM database authentication", RDS user guide.
    ///
    /// - Parameters:
    ///   - host: the database's host, as its endpoint has it.
    ///   - port: the database's port.
    ///   - user: the database's user.
    ///   - region: the database's region; nil for the session's.
    /// - Throws: `CallError` where there are no credentials or no region, or what fetching credentials throws.
    public func databaseToken(
        host: String, port: Int, user: String, region: String? = nil
    ) async throws -> String {
        try DatabaseToken.rds(
            host: host, port: port, user: user, region: try signingRegion(region), credentials: try await signer(),
            at: self.host.clock.now)
    }

    /// A password for an Aurora DSQL cluster.
    ///
    /// AWS: "Generating authentication tokens in Aurora DSQL".
    ///
    /// - Parameters:
    ///   - host: the cluster's host.
    ///   - action: whether to connect as a database role or as the administrator.
    ///   - region: the cluster's region; nil for the session's.
    ///   - expiresIn: for how long connections can be opened with it (default 15 minutes).
    /// - Throws: `CallError` where there are no credentials or no region, or what fetching credentials throws.
    public func databaseToken(
        host: String, action: DatabaseToken.DSQLAction, region: String? = nil, expiresIn: Duration = .seconds(900)
    ) async throws -> String {
        try DatabaseToken.dsql(
            host: host, action: action, region: try signingRegion(region),
            expiresIn: Int(clamping: expiresIn.bounded.components.seconds), credentials: try await signer(),
            at: self.host.clock.now)
    }

    /// A bearer token for the API of an EKS cluster, good for 14 minutes.
    ///
    /// - Parameters:
    ///   - cluster: the cluster's name.
    ///   - region: the cluster's region; nil for the session's.
    /// - Throws: `CallError` where there are no credentials or no region, or what fetching credentials throws.
    public func clusterToken(_ cluster: String, region: String? = nil) async throws -> BearerToken {
        let region = try signingRegion(region)
        let sts = try client("sts") {
            $0.region = region
            $0.stsRegionalEndpoints = .regional
        }
        let endpoint = try await sts.presign("GetCallerIdentity").url
        return try ClusterToken.eks(
            cluster: cluster, endpoint: HTTPURL(scheme: endpoint.scheme, host: endpoint.host, port: endpoint.port),
            region: region, credentials: try await signer(), at: host.clock.now)
    }

    private func signer() async throws -> Credentials {
        guard let credentials = try await credentials() else {
            throw CallError(.credentials, during: .sign, "there are no credentials to sign with")
        }
        return credentials
    }

    private func signingRegion(_ given: String?) throws -> String {
        guard let region = try given ?? config.region ?? loadedSettings(config).value(of: .region)?.value else {
            throw CallError(.configuration, during: .sign, "no region is given or configured")
        }
        return region
    }
}
