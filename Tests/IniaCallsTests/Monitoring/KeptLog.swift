import Logging
import Synchronization

/// A log that is kept in memory, as one text a line.
final class KeptLog: Sendable {
    private let kept = Mutex<[String]>([])

    /// The lines so far: level, message, and the metadata in the order of its keys.
    var lines: [String] { kept.withLock { $0 } }

    /// A logger that writes here.
    func logger(_ level: Logger.Level = .trace) -> Logger {
        var logger = Logger(label: "test") { _ in Handler(log: self) }
        logger.logLevel = level
        return logger
    }

    private struct Handler: LogHandler {
        let log: KeptLog
        var metadata = Logger.Metadata()
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let facts = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            log.kept.withLock {
                $0.append(([event.level.rawValue, "\(event.message)"] + facts).joined(separator: " "))
            }
        }
    }
}
