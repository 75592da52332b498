import Glibc

/// What a process holds of its machine while it does nothing.
struct Holdings: CustomStringConvertible {
    let descriptors: Int
    let threads: Int
    /// Bytes that were allocated and not freed.
    let heap: Int

    static var now: Holdings {
        Holdings(
            descriptors: open.count, threads: count("/proc/self/task"),
            heap: allocated)
    }

    /// Has a sanitizer, where there is one, start the program that names its frames, to which it holds two pipes: else it
    /// would do so when it first has to look whether a report is suppressed, in whichever round that is.
    static func startSymbolizer() {
        typealias Name = @convention(c) (UInt, UnsafePointer<CChar>, UnsafeMutablePointer<CChar>, Int) -> Void
        guard let address = dlsym(nil, "__sanitizer_symbolize_pc") else { return }
        var text = [CChar](repeating: 0, count: 256)
        unsafeBitCast(address, to: Name.self)(UInt(bitPattern: address), "%f", &text, text.count)
    }

    /// What is held once nothing more is let go of, or once it is no more than it was before.
    static func settled(like before: Holdings?) async -> Holdings {
        var last = now
        var quiet = 0
        for _ in 0..<60 {
            try? await Task.sleep(for: .milliseconds(500))
            let held = now
            if let before, held.excess(over: before) == nil { return held }
            let isQuiet =
                held.descriptors == last.descriptors && held.threads == last.threads
                && abs(held.heap - last.heap) < 64 << 10
            quiet = isQuiet ? quiet + 1 : 0
            if before == nil, quiet == 6 { return held }
            last = held
        }
        return last
    }

    /// What there is too much of, or nil. The heap has a little to spare, for what caches and the runtime take; a
    /// thousand calls that left behind a kilobyte each would not fit in.
    func excess(over before: Holdings) -> String? {
        if descriptors > before.descriptors {
            return "\(descriptors) descriptors, not \(before.descriptors): \(Self.open.joined(separator: ", "))"
        }
        if threads > before.threads { return "\(threads) threads, not \(before.threads)" }
        if heap > before.heap + 1 << 20 { return "\(heap) bytes of heap, not \(before.heap)" }
        return nil
    }

    var description: String { "\(descriptors) descriptors, \(threads) threads, \(heap >> 10) KiB of heap" }

    /// What the allocator has given out, by its own account; Swift does not see the header that declares it.
    private static var allocated: Int {
        typealias Account = @convention(c) (Int32, UnsafeMutablePointer<FILE>) -> Int32
        guard let address = dlsym(nil, "malloc_info"), let stream = tmpfile() else { return 0 }
        defer { fclose(stream) }
        guard unsafeBitCast(address, to: Account.self)(0, stream) == 0 else { return 0 }
        rewind(stream)
        var text: [UInt8] = []
        while case let byte = getc(stream), byte >= 0 { text.append(UInt8(truncatingIfNeeded: byte)) }
        // The totals of all arenas come last.
        let lines = String(decoding: text, as: UTF8.self).split(separator: "\n").reversed()
        func size(_ start: String) -> Int {
            let words = lines.first { $0.hasPrefix("<\(start)") }?.split(separator: "\"") ?? []
            return words.dropLast().last.flatMap { Int($0) } ?? 0
        }
        let free = size("total type=\"fast\"") + size("total type=\"rest\"")
        return size("system type=\"current\"") - free + size("total type=\"mmap\"")
    }

    /// What descriptors lead to: files by their paths, sockets and pipes by their numbers.
    private static var open: [String] {
        guard let folder = opendir("/proc/self/fd") else { return [] }
        defer { closedir(folder) }
        var found: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            let target = [UInt8](unsafeUninitializedCapacity: 256) { memory, filled in
                filled = memory.withMemoryRebound(to: CChar.self) { text in
                    text.baseAddress.map { max(readlink("/proc/self/fd/\(name)", $0, text.count), 0) } ?? 0
                }
            }
            // The folder that is looked at is a descriptor too.
            if !target.isEmpty, !target.starts(with: "/proc/".utf8) {
                found.append(String(decoding: target, as: UTF8.self))
            }
        }
        return found
    }

    private static func count(_ path: String) -> Int {
        guard let folder = opendir(path) else { return 0 }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        // The folder itself and its parent.
        return count - 2
    }
}
