internal import IniaHTTP

/// Which version of HTTP is spoken with a service.
public enum HTTPVersionChoice: String, Sendable, Hashable {
    /// HTTP/2, where TLS agrees on it, for what needs it or gains by it: operations whose input is a stream of events,
    /// and those with one as their output whose service's model mentions HTTP/2. HTTP/1.1 for all else: a call of its
    /// own connection is not held up by others, and every service has it.
    case automatic
    /// HTTP/1.1 alone. A stream of events then ends before the answer begins.
    case http1
    /// HTTP/2 alone: over TLS as agreed there, without TLS with prior knowledge.
    case http2

    /// The versions to offer, the preferred first.
    func versions(forConversation isConversation: Bool) -> [HTTPVersion] {
        switch self {
        case .automatic: isConversation ? [.http2, .http1] : [.http1]
        case .http1: [.http1]
        case .http2: [.http2]
        }
    }
}
