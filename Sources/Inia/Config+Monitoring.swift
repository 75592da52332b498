internal import IniaCalls
internal import IniaHTTP
internal import IniaModels
internal import IniaPrimitives
internal import IniaSettings
internal import IniaTransport

extension Config {
    /// What sends a client's requests, within the log that was asked for.
    var sender: any HTTPClient {
        let client = httpClient ?? Transport.shared
        return wireLogger.map { WireLog(client, $0) } ?? client
    }

    /// What hears of a client's calls: the log and the monitors that were given, and client-side monitoring where the
    /// settings turn it on.
    func monitors(_ settings: Settings, of service: ServiceModel) throws -> [any CallMonitor] {
        let log: [any CallMonitor] = logger.map { [CallLog($0)] } ?? []
        return log + monitors + (try clientSideMonitoring(settings, of: service).map { [$0] } ?? [])
    }

    private func clientSideMonitoring(_ settings: Settings, of service: ServiceModel) throws -> (any CallMonitor)? {
        guard try settings.value(of: .monitoringEnabled)?.value == true else { return nil }
        let id = try settings.value(of: .monitoringClientID)?.value ?? ""
        guard id.count <= 255 else {
            throw CallError(.configuration, during: .prepare, "csm_client_id has more than 255 characters")
        }
        let host = try settings.value(of: .monitoringHost)?.value ?? "127.0.0.1"
        let port = try settings.value(of: .monitoringPort)?.value ?? 31000
        let datagrams = Datagrams(to: host, port: port)
        return ClientSideMonitoring(
            service: service.traits.serviceID, clientID: id,
            publish: monitoringPublisher ?? { bytes in datagrams.send(bytes) })
    }
}
