import Glibc
import IniaCalls
import IniaHost
import IniaShapes
import IniaTransport
import LocalServers
import Testing

@testable import Inia

/// Sessions come and go without a trace. Each test is a process of its own, for others use descriptors meanwhile.
@Suite struct ResidueTests {
    @Test func `two hundred sessions on the shared transport leave nothing behind`() async {
        await #expect(processExitsWith: .success) {
            let server = LoopbackServer(answerIdentity)
            try await leavesNothing {
                try await call(localSession(server.port))
            }
            #expect(server.accepted == 1)
        }
    }

    @Test func `two hundred sessions with transports of their own leave nothing behind`() async {
        await #expect(processExitsWith: .success) {
            let server = LoopbackServer(answerIdentity)
            try await leavesNothing {
                try await call(localSession(server.port) { $0.httpClient = Transport() })
            }
        }
    }
}

private func call(_ session: Session) async throws {
    let identity = try await session.client("sts").getCallerIdentity()
    #expect(identity.Account == "123456789012")
}

/// What the runtime may take for itself meanwhile: a session that left anything behind would leave it 200 times.
private let slack = 4

/// Does something 200 times, and waits until the process holds what it held before, give or take 16 MiB of memory.
private func leavesNothing(_ body: () async throws -> Void) async throws {
    // What is made once, such as the event loop and the models, is made here.
    for _ in 0..<50 { try await body() }
    let before = await Holdings.settled(below: nil)
    let names = Holdings.descriptorNames
    for _ in 0..<200 { try await body() }
    let after = await Holdings.settled(below: before)
    let report: Comment = """
        \(before), \(names) and then \(after), \(Holdings.descriptorNames)
        """
    #expect(after.descriptors <= before.descriptors + slack, report)
    #expect(after.threads <= before.threads + slack, report)
    #expect(after.residentBytes <= before.residentBytes + 16 << 20, report)
}

/// What a process holds of its machine.
private struct Holdings: Equatable {
    var descriptors: Int
    var threads: Int
    var residentBytes: Int

    static var now: Holdings {
        Holdings(
            descriptors: (try? Host.system.files.list("/proc/self/fd").count) ?? -1,
            threads: (try? Host.system.files.list("/proc/self/task").count) ?? -1,
            residentBytes: residentPages() * sysconf(Int32(_SC_PAGESIZE)))
    }

    /// What is held when no more is let go of, or as little as before: connections close on threads of their own.
    static func settled(below goal: Holdings?) async -> Holdings {
        var last = now
        for _ in 0..<1000 {
            try? await Task.sleep(for: .milliseconds(10))
            let next = now
            if let goal {
                let isBack = next.descriptors <= goal.descriptors + slack && next.threads <= goal.threads + slack
                if isBack { return next }
            } else if next == last {
                return next
            }
            last = next
        }
        return last
    }

    /// What each descriptor is: a path, or a kind with a number.
    static var descriptorNames: [String] {
        let numbers = (try? Host.system.files.list("/proc/self/fd")) ?? []
        return numbers.map { number in
            var buffer = [CChar](repeating: 0, count: 4096)
            let count = readlink("/proc/self/fd/\(number)", &buffer, buffer.count)
            return
                "\(number) \(String(decoding: buffer.prefix(max(count, 0)).map(UInt8.init(bitPattern:)), as: UTF8.self))"
        }
    }

    private static func residentPages() -> Int {
        let file = open("/proc/self/statm", O_RDONLY)
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = read(file, &buffer, buffer.count)
        let fields = String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self).split(separator: " ")
        return fields.count > 1 ? Int(fields[1]) ?? 0 : 0
    }
}
