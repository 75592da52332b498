internal import IniaPrimitives
internal import IniaShapes

/// How a request is to be signed.
struct SigningPlan: Sendable, Hashable {
    /// The signature version: `none`, `bearer`, `v4`, `v4a`, `s3v4`, `s3v4a`, `v4-s3express`, `v2`, `v3`, `s3`.
    var version: String
    /// The service name in the signature's scope.
    var name: String
    /// The region in the signature's scope, or for `v4a` the set of regions that it is good for.
    var region: String?
    /// Whether the payload may be signed; where not, the signature says so.
    var signsPayload = true
}

/// What decides about a request's signature beside the endpoint's own word.
struct SignatureQuestion: Sendable {
    /// The version that was chosen so far.
    var version: String
    var options: ClientOptions
    /// Whether the signature goes into a URL or a form rather than into a header.
    var isPresigning: Bool
    /// Whether S3's first signature version works in the client's region.
    var acceptsS3Version2: Bool

    /// Whether the options name a signature version.
    var isConfigured: Bool { options.signatureVersion != nil }
}

extension SigningPlan {
    /// One of the auth schemes that an endpoint accepts, as rule sets list them.
    struct Scheme: Sendable {
        /// `sigv4`, `sigv4a`, `sigv4-s3express`, `bearer`.
        var name: String
        var signingName: String?
        var region: String?

        init?(_ document: Document) {
            guard let name = document["name"]?.asString else { return nil }
            self.name = name.shortName
            signingName = document["signingName"]?.asString
            let set = (document["signingRegionSet"]?.asList ?? []).compactMap(\.asString)
            region = document["signingRegion"]?.asString ?? (set.isEmpty ? nil : set.joined(separator: ","))
        }

        /// The signature version of that name.
        var version: String { name.hasPrefix("sig") ? String(name.dropFirst(3)) : name }
    }

    /// Chooses how to sign.
    ///
    /// What the endpoint accepts comes before what the operation's model says, and that before what the service's
    /// says; options that were given in code come before all of them where they fit.
    static func choose(
        _ operation: Operation, _ traits: ServiceTraits, _ bearings: ClientBearings, _ schemes: [Scheme]?,
        _ options: ClientOptions, keepsRegion: Bool = false, isPresigning: Bool = false,
        quirks: [@Sendable (SignatureQuestion) -> String?]
    ) throws(CallError) -> SigningPlan {
        var plan = SigningPlan(
            version: bearings.signatureVersion, name: bearings.signingName, region: bearings.signingRegion)
        // A presigned request is signed whatever the model says of the operation: its URL would be of no use else.
        var type = isPresigning ? nil : try modeledType(operation, options)
        var ownRegion: String?
        if let schemes, !schemes.isEmpty {
            let chosen = try choose(from: schemes, options)
            type = chosen?.version
            if let name = chosen?.scheme?.signingName { plan.name = name }
            if !keepsRegion { ownRegion = chosen?.scheme?.region }
        }
        if (operation.traits.hasUnsignedPayload && !isPresigning) || type == "v4-unsigned-body" {
            plan.signsPayload = false
        }
        plan.version = type ?? plan.version
        plan.region = ownRegion ?? plan.region
        let question = SignatureQuestion(
            version: plan.version, options: options, isPresigning: isPresigning,
            acceptsS3Version2: bearings.acceptsS3Version2)
        for quirk in quirks {
            guard let version = quirk(question) else { continue }
            plan.version = version
            return plan
        }
        if let type, let version = ownVersion(type, of: plan.name) {
            plan.version = version
        } else if !isPresigning, let version = try preferredVersion(traits, plan.name, options) {
            plan.version = version
        }
        if plan.version == "v4a" || plan.version == "s3v4a" {
            plan.region = options.sigv4aSigningRegionSet ?? ownRegion ?? "*"
        }
        return plan
    }

    /// What the operation's model says, by the options' preference where there is one.
    private static func modeledType(_ operation: Operation, _ options: ClientOptions) throws(CallError) -> String? {
        let schemes = operation.traits.authSchemes
        guard !schemes.isEmpty else { return operation.traits.authType }
        return options.authSchemePreference.isEmpty
            ? try firstKnown(schemes, options) : try preferred(options.authSchemePreference, of: schemes)
    }

    /// Chooses among an endpoint's schemes; nil where none is what the options ask for.
    private static func choose(
        from schemes: [Scheme], _ options: ClientOptions
    ) throws(CallError) -> (version: String?, scheme: Scheme?)? {
        if options.isUnsigned, options.isSignatureVersionExplicit { return ("none", nil) }
        if options.isSignatureVersionExplicit, let asked = options.signatureVersion {
            let base = asked.prefix { $0 != "-" }
            let plain = base != "s3" && base.hasPrefix("s3") ? base.dropFirst(2) : base
            return schemes.first { $0.version == plain }.map { (asked, $0) }
        }
        if !options.authSchemePreference.isEmpty {
            let version = try preferred(options.authSchemePreference, of: schemes.map(\.name))
            return (version, schemes.last { $0.version == version })
        }
        let known = schemes.filter { knownVersions.contains($0.version) }
        let symmetric = options.avoidsSigV4A ? known.first { $0.version != "v4a" } : nil
        guard let scheme = symmetric ?? known.first else { throw unknown(schemes.map(\.name)) }
        return (scheme.version, scheme)
    }

    /// The version that an auth type stands for, with the peculiar forms that S3 wants; nil where the type is none of
    /// these.
    private static func ownVersion(_ type: String, of name: String) -> String? {
        if type == "none" || type == "bearer" || type == "v4-s3express" { return type }
        guard type.hasPrefix("v4") else { return nil }
        let version = type == "v4a" ? "v4a" : "v4"
        return s3Names.contains(name) ? "s3\(version)" : version
    }

    /// The names by which S3 and its relatives sign.
    static let s3Names: Set = ["s3", "s3-outposts", "s3-object-lambda", "s3express"]

    /// What the service as a whole accepts, in the order of the options' preference.
    private static func preferredVersion(
        _ traits: ServiceTraits, _ name: String, _ options: ClientOptions
    ) throws(CallError) -> String? {
        let isExplicit = options.signatureVersion != nil && options.isSignatureVersionExplicit
        var version: String?
        if !isExplicit, !options.authSchemePreference.isEmpty, !traits.authSchemes.isEmpty {
            version = try preferred(options.authSchemePreference, of: traits.authSchemes)
        }
        let isSaidInCode =
            isExplicit || (!options.authSchemePreference.isEmpty && options.isAuthSchemePreferenceExplicit)
        if options.prefersBearer, Quirk.bearerNames.contains(name),
            traits.authSchemes.contains("smithy.api#httpBearerAuth"),
            version == "bearer" || !isSaidInCode
        {
            version = "bearer"
        }
        return version
    }

    /// The first scheme of a preference, or else of a list, that the list has and that is known here.
    private static func preferred(_ preference: [String], of schemes: [String]) throws(CallError) -> String {
        let offered = schemes.map(\.shortName)
        for scheme in preference + offered where offered.contains(scheme) {
            if let version = versions[scheme] { return version }
        }
        throw unknown(offered)
    }

    /// The version of the first scheme of a model's list.
    static func firstKnown(_ schemes: [String], _ options: ClientOptions) throws(CallError) -> String {
        let known = schemes.compactMap { versions[$0.shortName] }
        let symmetric = options.avoidsSigV4A ? known.first { $0 != "v4a" } : nil
        guard let version = symmetric ?? known.first else { throw unknown(schemes) }
        return version
    }

    private static let versions = [
        "sigv4": "v4", "sigv4a": "v4a", "httpBearerAuth": "bearer", "noAuth": "none", "bearer": "bearer",
        "sigv4-s3express": "v4-s3express",
    ]
    private static let knownVersions: Set = [
        "v4", "v4a", "v4-s3express", "bearer", "none", "v2", "v3", "v3https", "s3",
    ]

    private static func unknown(_ schemes: [String]) -> CallError {
        CallError(
            .configuration, during: .address,
            "none of the auth schemes \(schemes.joined(separator: ", ")) is known here")
    }
}

extension String {
    /// What follows the last `#`: the name without its namespace.
    fileprivate var shortName: String { split(separator: "#").last.map(String.init) ?? self }
}
