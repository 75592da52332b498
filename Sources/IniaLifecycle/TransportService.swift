public import Inia
public import ServiceLifecycle

/// Ends a transport's work in order when a service group shuts down.
///
/// Put it before the services that make calls: a group shuts its services down from the last to the first, so that
/// nobody is left to make calls when its turn comes. It then lets the exchanges that are under way come to their end,
/// and closes their connections. Nothing depends on it: a process may also just end.
///
///     ServiceGroup(services: [TransportService(), server], …)
public struct TransportService: Service, CustomStringConvertible {
    private let transport: Transport
    private let grace: Duration

    /// Creates a service for a transport.
    ///
    /// - Parameters:
    ///   - transport: the transport (default: the one that everything in the process shares).
    ///   - grace: how long exchanges may go on after the shutdown has begun (default 30 s); what is left then is the
    ///     process's end to cut off.
    public init(_ transport: Transport = .shared, grace: Duration = .seconds(30)) {
        self.transport = transport
        self.grace = grace
    }

    /// The service's name in a group's log.
    public var description: String { "Inia's transport" }

    /// Runs until the group shuts down, then until nothing is under way or the time is up.
    public func run() async throws {
        do {
            try await gracefulShutdown()
        } catch {
            // Cancelled: there is no time for anything but what is at rest.
            return await transport.closeIdleConnections()
        }
        _ = try await transport.drain(within: grace)
    }
}
