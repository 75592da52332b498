internal import IniaHTTP
internal import IniaPrimitives
internal import IniaProtocols
internal import IniaShapes
internal import IniaSigning

extension ClientOptions {
    /// The options with a region that says `fips` in its name replaced by the region that is meant.
    func withoutPseudoRegion() -> ClientOptions {
        guard let region else { return self }
        let plain = region.replacing("fips-", with: "").replacing("-fips", with: "")
        guard plain != region else { return self }
        var options = self
        options.region = plain
        options.useFIPSEndpoint = true
        return options
    }

    /// What the client tells the endpoint rules by the names of the service's own parameters.
    ///
    /// S3's rules have no built-in parameter that turns sessions off, unlike for all else that S3's settings say.
    var clientContext: [String: Document] {
        guard let disables = s3.disableExpressSessionAuth else { return clientContextParams }
        return clientContextParams.merging(["DisableS3ExpressSessionAuth": .boolean(disables)]) { $1 }
    }

    /// How the service's protocol is spoken.
    func codecOptions(for traits: ServiceTraits) -> CodecOptions {
        let writesMilliseconds = Quirk.millisecondServices.contains(traits.hyphenatedID)
        return CodecOptions(
            dialect: usesBotocoreDialect ? .botocore : .smithy,
            timestampPrecision: writesMilliseconds ? .milliseconds : .standard, keepsTimestampText: keepsTimestampText)
    }

    /// What every request of the client makes use of, for the user agent.
    var features: Set<String> {
        var features: Set = [
            UserAgentFeature.retryMode(retry.mode), UserAgentFeature.requestChecksums(requestChecksumCalculation),
            UserAgentFeature.responseChecksums(responseChecksumValidation),
        ]
        if endpointURL != nil { features.insert(UserAgentFeature.endpointOverride) }
        return features
    }
}
