internal import Glibc
internal import IniaHTTP
internal import IniaWire
internal import Synchronization

/// Finds the addresses of names with the system's resolver, on a few threads of its own.
///
/// Answers are used again for a short time, failures never. Requests for a name that is being looked up wait for
/// that answer.
final class Resolver: Sendable {
    typealias Answer = Result<[Address], TransportError>

    private struct Book {
        var answers: [String: (addresses: [Address], until: Moment)] = [:]
        var waiters: [String: [Wait<Answer>]] = [:]
        var queue: [(host: String, lifetime: Duration)] = []
        var threads = 0
    }

    private static let threadLimit = 4
    private static let answerLimit = 1024

    static let shared = Resolver()

    private let book = Mutex(Book())
    private let lookUp: @Sendable (String) -> Answer
    private let now: @Sendable () -> Moment

    /// Makes one that knows nothing yet; it asks the system unless it is given another way to look names up.
    init(
        lookUp: @escaping @Sendable (String) -> Answer = { Resolver.lookUp($0) },
        now: @escaping @Sendable () -> Moment = { Moment.now }
    ) {
        self.lookUp = lookUp
        self.now = now
    }

    /// The addresses of a host, each with a port, in the order in which RFC 6724 has them tried.
    func addresses(
        of host: String, port: Int, lifetime: Duration, until deadline: Moment
    ) async throws -> [Address] {
        if let literal = Self.literal(host, port: port) { return [literal] }
        let wait = Wait<Answer>()
        let (known, needsThread) = book.withLock { book -> ([Address]?, Bool) in
            if let answer = book.answers[host], answer.until > now() { return (answer.addresses, false) }
            book.waiters[host, default: []].append(wait)
            guard book.waiters[host]?.count == 1 else { return (nil, false) }
            book.queue.append((host, lifetime))
            guard book.threads < Self.threadLimit else { return (nil, false) }
            book.threads += 1
            return (nil, true)
        }
        if needsThread { Thread.start("inia-resolver") { [self] in work() } }
        let found = if let known { known } else { try await wait.value(until: deadline).get() }
        return found.compactMap { $0.withPort(port) }
    }

    /// Looks a host up anew the next time, since none of its addresses answered.
    func forget(_ host: String) { book.withLock { $0.answers[host] = nil } }

    private func work() {
        while true {
            let next = book.withLock { book -> (host: String, lifetime: Duration)? in
                if book.queue.isEmpty {
                    book.threads -= 1
                    return nil
                }
                return book.queue.removeFirst()
            }
            guard let (host, lifetime) = next else { return }
            let answer = lookUp(host)
            let waiters = book.withLock { book in
                if case .success(let addresses) = answer, lifetime > .zero {
                    if book.answers.count >= Self.answerLimit { book.answers = [:] }
                    book.answers[host] = (addresses, now().advanced(by: lifetime))
                } else {
                    book.answers[host] = nil
                }
                return book.waiters.removeValue(forKey: host) ?? []
            }
            for waiter in waiters { waiter.resolve(.success(answer)) }
        }
    }

    /// The address that a text itself is, if it is one.
    private static func literal(_ host: String, port: Int) -> Address? {
        guard let last = host.utf8.last, host.contains(":") || (last >= 48 && last <= 57) else { return nil }
        return try? lookUp(host, flags: AI_NUMERICHOST).get().first?.withPort(port)
    }

    static func lookUp(_ host: String, flags: Int32 = 0) -> Answer {
        var hints = addrinfo()
        hints.ai_flags = flags
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        errno = 0
        let result = getaddrinfo(host, nil, &hints, &list)
        let fault = SystemFault.last.number
        guard result == 0 else {
            // Where the files and sockets of the search cannot be had, nobody has been asked for the name.
            if result == EAI_SYSTEM || fault == EMFILE || fault == ENFILE {
                return .failure(.system(fault, during: "resolving \(host)"))
            }
            return .failure(
                TransportError(
                    .unknownHost, during: "resolving \(host)", reason: String(cString: gai_strerror(result)),
                    mayHaveBeenSent: false))
        }
        defer { freeaddrinfo(list) }
        var addresses: [Address] = []
        var next = list
        while let entry = next?.pointee {
            if let address = entry.ai_addr, let known = Address(address, length: entry.ai_addrlen, port: 0),
                !addresses.contains(known)
            {
                addresses.append(known)
            }
            next = entry.ai_next
        }
        guard !addresses.isEmpty else {
            return .failure(TransportError(.unknownHost, during: "resolving \(host)", mayHaveBeenSent: false))
        }
        return .success(ConnectionRace.interleaved(addresses, isIPv6: \.isIPv6))
    }
}
