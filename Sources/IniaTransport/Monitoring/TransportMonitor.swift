/// Hears of a transport's connections as they come and go, and changes nothing.
///
/// It is told on whatever thread something happens, and must not wait. Hosts are named with their ports.
public protocol TransportMonitor: Sendable {
    /// What the transport holds has changed; told in turn, one change after another.
    ///
    /// - Parameter statistics: all that is held now, but for ``TransportStatistics/unreadBodies``, which is zero here.
    func changed(_ statistics: TransportStatistics)
    /// A request was given a kept connection, or leave to open one, after it had waited for so long.
    func acquired(host: String, after wait: Duration)
    /// A connection was opened: resolved, connected, and secured where it is to be.
    func opened(host: String, after duration: Duration)
    /// A connection could not be opened, or its request was cancelled.
    func failedToOpen(host: String, after duration: Duration, _ error: any Error)
}

extension TransportMonitor {
    /// Does nothing.
    public func changed(_ statistics: TransportStatistics) {}
    /// Does nothing.
    public func acquired(host: String, after wait: Duration) {}
    /// Does nothing.
    public func opened(host: String, after duration: Duration) {}
    /// Does nothing.
    public func failedToOpen(host: String, after duration: Duration, _ error: any Error) {}
}
