import Glibc
import IniaHTTP
import IniaPrimitives
import IniaTransport
import LocalServers
import Testing

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

/// The system's `fork`, which Swift does not offer.
private func forked() throws -> pid_t {
    typealias Fork = @convention(c) () -> pid_t
    guard let address = dlsym(nil, "fork") else { throw Broken(what: "fork") }
    return unsafeBitCast(address, to: Fork.self)()
}
