import Glibc
import IniaHTTP
import IniaPrimitives
import LocalServers
import Testing

@testable import IniaTransport

/// What a process has of a transport at its beginning and its end. Each test is a process of its own.
@Suite struct LifecycleTests {
    private let server = LoopbackServer { peer in
        while !peer.read().isEmpty { peer.send(hello) }
    }

    @Test func `the loop's thread ends when nobody needs it, and comes back`() async {
        await #expect(processExitsWith: .success) { [port = server.port as Int] in
            #expect(!hasLoop())
            for _ in 0..<2 {
                let response = try await Transport().send(get(port), options: terms())
                #expect(response.status == 200)
                // The transport has gone, and with it its connection.
                while hasLoop() { try await Task.sleep(for: .milliseconds(20)) }
            }
            let transport = Transport()
            let status = try await withTaskExecutorPreference(transport.eventLoop) {
                try await transport.send(get(port), options: terms()).status
            }
            #expect(status == 200 && hasLoop())
        }
    }

    @Test func `a process that was forked leaves its parent's connections alone`() async {
        let mayGoOn = Flag()
        let server = LoopbackServer { peer in
            peer.read()
            if peer.number == 1 {
                mayGoOn.set()
                peer.send(hello)
                return
            }
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello")
            mayGoOn.block()
            peer.send("world")
            peer.awaitClose()
        }
        await #expect(processExitsWith: .success) { [port = server.port as Int] in
            var transport: Transport? = Transport()
            var response = try await transport?.send(get(port), options: terms())
            // A child that lets go of what it has inherited, and goes on to be something else.
            let child = try forked()
            if child == 0 {
                (response, transport) = (nil, nil)
                _exit(0)
            }
            var status: Int32 = 0
            #expect(waitpid(child, &status, 0) == child && status == 0)
            _ = try await transport?.send(get(port), options: terms())
            #expect(try await response?.body.text(upTo: 100) == "helloworld")
        }
    }

    @Test(arguments: 0...3)
    func `a process that has no descriptor left is told so by each call, and calls again when it has some`(
        spare: Int
    ) async {
        await #expect(processExitsWith: .success) { [port = server.port as Int, spare = spare as Int] in
            let transport = Transport()
            let descriptors = try withoutDescriptors(but: spare)
            // A socket takes one, and the loop two.
            for name in ["127.0.0.1", "localhost"] where spare < 3 {
                for _ in 0..<2 {
                    let request = HTTPRequest(method: "GET", url: url(port, host: name))
                    let error = await #expect(throws: TransportError.self) {
                        try await transport.send(request, options: terms())
                    }
                    #expect(error?.code == .network && error?.mayHaveBeenSent == false)
                    #expect(error?.reason == "Too many open files")
                    let stages = ["connecting to \(name):\(port)", "resolving \(name)"]
                    #expect(stages.contains(error?.during ?? ""), "\(error?.during ?? "")")
                }
            }
            // Jobs and deadlines need no descriptor.
            let status = try await withTaskExecutorPreference(transport.eventLoop) {
                await #expect(throws: Wait<Void>.TimedOut.self) {
                    try await Wait<Void>().value(until: Moment.now.advanced(by: .milliseconds(1)))
                }
                for descriptor in descriptors { close(descriptor) }
                return try await transport.send(get(port), options: terms()).status
            }
            #expect(status == 200)
        }
    }

    @Test func `a process ends in the midst of requests as if there were none`() async {
        let silent = LoopbackServer { $0.awaitClose() }
        await #expect(processExitsWith: .exitCode(7)) { [port = server.port as Int, silence = silent.port as Int] in
            let transport = Transport()
            for _ in 0..<50 { Task.detached { _ = try await transport.send(get(silence), options: terms()) } }
            for _ in 0..<50 {
                Task.detached { while true { _ = try await transport.send(get(port), options: terms()) } }
            }
            while await transport.statistics().busy < 50 { await Task.yield() }
            exit(7)
        }
    }
}

/// Whether the loop's thread runs in this process.
private func hasLoop() -> Bool {
    guard let folder = opendir("/proc/self/task") else { return false }
    defer { closedir(folder) }
    while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
            name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if (try? contents("/proc/self/task/\(name)/comm")) == "inia-loop\n" { return true }
    }
    return false
}

/// Takes all descriptors that this process may have, but so many; gives those that were taken.
private func withoutDescriptors(but spare: Int) throws -> [Int32] {
    var few = rlimit(rlim_cur: 256, rlim_max: 256)
    try #require(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &few) == 0)
    var taken: [Int32] = []
    while case let descriptor = open("/dev/null", O_RDONLY), descriptor >= 0 { taken.append(descriptor) }
    for _ in 0..<spare { close(taken.removeLast()) }
    return taken
}

/// The system's `fork`, which Swift does not offer.
private func forked() throws -> pid_t {
    typealias Fork = @convention(c) () -> pid_t
    guard let address = dlsym(nil, "fork") else { throw Broken(what: "fork") }
    return unsafeBitCast(address, to: Fork.self)()
}
