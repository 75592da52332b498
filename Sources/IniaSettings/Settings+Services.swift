extension Settings {
    /// The endpoint that environment or profile give a service, or nil where they give none or are told to be ignored.
    ///
    /// The variable or the `services` section of the service itself comes before what is said for all, and the
    /// environment before the profile.
    ///
    /// - Parameter serviceID: the service's id as its model spells it: `DynamoDB`, `Elastic Beanstalk`.
    /// - Throws: ``SettingsError`` for a `services` section that is missing, or a malformed
    ///   `ignore_configured_endpoint_urls`.
    public func endpointURL(serviceID: String) throws(SettingsError) -> Setting<String>? {
        guard try value(of: .ignoreConfiguredEndpointURLs)?.value != true else { return nil }
        let key = serviceID.map { $0 == " " || $0 == "-" ? "_" : $0.lowercased() }.joined()
        for name in ["AWS_ENDPOINT_URL_\(key.uppercased())", "AWS_ENDPOINT_URL"] {
            if let url = variable(name), !url.value.isEmpty { return url }
        }
        if let url = try services()?[key]?["endpoint_url"], !url.value.isEmpty {
            return Setting(url.value, from: url.origin)
        }
        return profile.text("endpoint_url").flatMap { $0.value.isEmpty ? nil : $0 }
    }

    /// The signature version that the profile sets for a service by a nested property of its name, as botocore has it.
    public func signatureVersion(service: String) -> Setting<String>? {
        profile[service]?["signature_version"].map { Setting($0.value, from: $0.origin) }
    }

    /// The API version that the profile sets for a service.
    public func apiVersion(service: String) -> Setting<String>? {
        profile["api_versions"]?[service].map { Setting($0.value, from: $0.origin) }
    }

    /// The bearer token that the environment gives for one service, by its signing name.
    public func bearerToken(signingName: String) -> Setting<String>? {
        let key = signingName.map { $0 == "-" || $0 == " " ? "_" : $0.uppercased() }.joined()
        return variable("AWS_BEARER_TOKEN_\(key)")
    }

    /// The section that the profile's `services` names.
    private func services() throws(SettingsError) -> Profile? {
        guard let name = profile.text("services") else { return nil }
        guard let section = shared.services[name.value], !section.properties.isEmpty else {
            throw SettingsError(
                .missingSection,
                "The profile is configured to use the services section but the \"\(name.value)\" services "
                    + "configuration does not exist.",
                origin: name.origin)
        }
        return section
    }
}
