internal import Glibc

/// What was used between two points in time.
struct Usage {
    /// Microseconds of processor time of the whole process.
    var cpu: Double
    /// Microseconds on the clock.
    var wall: Double

    private static func clock(_ id: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(id, &time)
        return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
    }

    static var now: Usage { Usage(cpu: clock(CLOCK_PROCESS_CPUTIME_ID), wall: clock(CLOCK_MONOTONIC)) }

    static func - (left: Usage, right: Usage) -> Usage {
        Usage(cpu: left.cpu - right.cpu, wall: left.wall - right.wall)
    }
}

/// The most memory that the process ever held, in MiB; not `ru_maxrss`, which a child takes over from the process that
/// started it.
var peakMemory: Double {
    guard let file = fopen("/proc/self/status", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
        let words = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self).split {
            $0.isWhitespace
        }
        if words.count > 1, words[0] == "VmHWM:", let size = Double(words[1]) { return size / 1024 }
    }
    return 0
}

/// Prints one result: a name and numbers.
func report(_ name: String, _ numbers: KeyValuePairs<String, Double>) {
    let fields = ["\"name\": \"\(name)\""] + numbers.map { "\"\($0.key)\": \($0.value)" }
    print("{\(fields.joined(separator: ", "))}")
    fflush(nil)
}

/// Runs an operation over and over for about a quarter of a second and reports the CPU that one takes, the least of
/// five rounds.
func measure(_ name: String, _ operation: () throws -> Void) rethrows {
    let start = Usage.now
    var count = 0
    while count < 3 || (Usage.now - start).wall < 50_000 {
        try operation()
        count += 1
    }
    var least = Double.infinity
    for _ in 0..<5 {
        let before = Usage.now
        for _ in 0..<count { try operation() }
        least = min(least, (Usage.now - before).cpu / Double(count))
    }
    report(name, ["cpu": least])
}

/// The same for an operation that waits.
func measure(_ name: String, _ operation: () async throws -> Void) async rethrows {
    let start = Usage.now
    var count = 0
    while count < 3 || (Usage.now - start).wall < 50_000 {
        try await operation()
        count += 1
    }
    var least = Double.infinity
    for _ in 0..<5 {
        let before = Usage.now
        for _ in 0..<count { try await operation() }
        least = min(least, (Usage.now - before).cpu / Double(count))
    }
    report(name, ["cpu": least])
}

extension [Double] {
    /// The value below which a share of all values lie.
    func quantile(_ share: Double) -> Double {
        isEmpty ? 0 : sorted()[Swift.min(count - 1, Int(Double(count) * share))]
    }
}
