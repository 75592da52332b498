import Glibc
import IniaHost
import IniaPrimitives
import Testing

@Suite struct PosixFilesTests {
    private let files = PosixFiles()
    private let folder = TemporaryFolder()

    @Test func `a file is read whole, and a missing one is nil`() throws {
        try files.replace(folder.path + "/a", with: Bytes(utf8: "text"))
        #expect(try files.read(folder.path + "/a")?.text == "text")
        #expect(try files.read(folder.path + "/b") == nil)
        #expect(try files.read(folder.path + "/a/below-a-file") == nil)
        #expect(try files.read("/proc/self/stat")?.isEmpty == false)
    }

    @Test func `a folder cannot be read as a file`() throws {
        let error = #expect(throws: HostError.self) { try files.read(folder.path) }
        #expect(error == HostError(during: "reading", subject: folder.path, reason: "Is a directory"))
    }

    @Test func `a path with a NUL is nobody's, and not that of the file before it`() async throws {
        try files.replace(folder.path + "/a", with: Bytes(utf8: "text"))
        let path = folder.path + "/a\0b"
        #expect(throws: HostError(during: "reading", subject: path, reason: "Invalid argument")) {
            try files.read(path)
        }
        #expect(throws: HostError.self) { try files.size(path) }
        #expect(throws: HostError.self) { try files.list(folder.path + "\0") }
        #expect(throws: HostError.self) { try files.replace(path, with: Bytes(utf8: "other")) }
        await #expect(throws: HostError.self) { try await Body.text("other").write(to: path) }
        #expect(try files.read(folder.path + "/a")?.text == "text")
        #expect(try files.list(folder.path) == ["a"])
    }

    @Test func `the size is that of a regular file only`() throws {
        try files.replace(folder.path + "/a", with: Bytes(utf8: "text"))
        #expect(try files.size(folder.path + "/a") == 4)
        #expect(try files.size(folder.path + "/b") == nil)
        #expect(throws: HostError.self) { try files.size(folder.path) }
    }

    @Test func `a folder lists its names in order`() throws {
        for name in ["b", "a", "B"] { try files.replace("\(folder.path)/\(name)", with: Bytes()) }
        #expect(try files.list(folder.path) == ["B", "a", "b"])
        #expect(try files.list(folder.path + "/none") == [])
    }

    @Test func `replacing makes the folders and keeps both to their owner`() throws {
        let path = folder.path + "/x/y/token.json"
        try files.replace(path, with: Bytes(utf8: "secret"))
        #expect(try mode(of: folder.path + "/x/y") == 0o700)
        #expect(try mode(of: path) == 0o600)
        try files.replace(path, with: Bytes(utf8: "other"))
        #expect(try files.read(path)?.text == "other")
        #expect(try files.list(folder.path + "/x/y") == ["token.json"])
    }

    @Test func `replacing a symbolic link leaves alone what it leads to`() throws {
        try files.replace(folder.path + "/real", with: Bytes(utf8: "kept"))
        try #require(symlink(folder.path + "/real", folder.path + "/link") == 0)
        try files.replace(folder.path + "/link", with: Bytes(utf8: "new"))
        #expect(try files.read(folder.path + "/real")?.text == "kept")
        #expect(try files.read(folder.path + "/link")?.text == "new")
    }

    @Test func `a replacement that fails leaves nothing behind`() throws {
        try files.replace(folder.path + "/x/kept", with: Bytes())
        #expect(throws: HostError.self) { try files.replace(folder.path + "/x", with: Bytes()) }
        #expect(try files.list(folder.path) == ["x"])
    }

    @Test func `a mapped file gives its bytes, and an empty or missing one none`() throws {
        try files.replace(folder.path + "/a", with: Bytes(utf8: "text"))
        try files.replace(folder.path + "/empty", with: Bytes())
        #expect(try files.map(folder.path + "/a")?.withUnsafeBytes { Array($0) } == Array("text".utf8))
        #expect(try files.map(folder.path + "/empty")?.withUnsafeBytes { $0.count } == 0)
        #expect(try files.map(folder.path + "/none") == nil)
        #expect(throws: HostError.self) { try files.map(folder.path) }
    }

    private func mode(of path: String) throws -> mode_t {
        var status = stat()
        try #require(stat(path, &status) == 0)
        return status.st_mode & 0o777
    }
}

@Suite struct FileSourceTests {
    private let files = PosixFiles()
    private let folder = TemporaryFolder()

    @Test func `a body of a file is read in chunks from its offset for its count`() async throws {
        let content = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 / 251) }
        try files.replace(folder.path + "/a", with: Bytes(content))
        #expect(try await read(0, nil) == content)
        #expect(try await read(699_999, nil) == content.suffix(1))
        #expect(try await read(1000, 300_000) == Array(content[1000..<301_000]))
        #expect(try await read(700_000, nil) == [])
        #expect(try await read(10, 0) == [])
        #expect(try await read(699_990, 100) == content.suffix(10))
    }

    @Test func `what is no regular file is refused`() async throws {
        try #require(mkfifo(folder.path + "/pipe", 0o600) == 0)
        for path in [folder.path, folder.path + "/pipe", "/dev/zero"] {
            await #expect(throws: HostError.self) {
                _ = try await files.openForReading(path, offset: 0, count: nil)
            }
        }
    }

    @Test func `a missing file and a negative offset are errors`() async throws {
        await #expect(
            throws: HostError(during: "reading", subject: "/none", reason: "No such file or directory")
        ) {
            _ = try await files.openForReading("/none", offset: 0, count: nil)
        }
        try files.replace(folder.path + "/a", with: Bytes())
        await #expect(throws: HostError.self) {
            _ = try await files.openForReading(folder.path + "/a", offset: -1, count: nil)
        }
    }

    @Test func `a file is given in parts of itself, which outlive their source`() async throws {
        let content = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 / 251) }
        try files.replace(folder.path + "/a", with: Bytes(content))
        for count in [nil, 600_000, 900_000] as [Int64?] {
            let source = try await files.openForReading(folder.path + "/a", offset: 100_000, count: count)
            let parts = try #require(source as? any FileParts)
            let first = try #require(try parts.nextPart(upTo: 500_000))
            let second = try #require(try parts.nextPart(upTo: 500_000))
            #expect((first.offset, first.count) == (100_000, 500_000))
            #expect((second.offset, second.count) == (600_000, 100_000))
            #expect(try parts.nextPart(upTo: 1) == nil)
            parts.abandon()
            var bytes: [UInt8] = []
            for part in [second, first] { try part.read { bytes += $0 } }
            #expect(bytes == Array(content[600_000...]) + Array(content[100_000..<600_000]))
        }
    }

    @Test func `a part of a file that was cut short is not read to its end`() async throws {
        try files.replace(folder.path + "/a", with: Bytes(utf8: "text"))
        let source = try await files.openForReading(folder.path + "/a", offset: 0, count: nil)
        let part = try #require(try (source as? any FileParts)?.nextPart(upTo: 10))
        truncate(folder.path + "/a", 2)
        #expect(
            throws: HostError(during: "reading", subject: "a request's body", reason: "the file was cut short")
        ) { try part.read { _ in } }
    }

    @Test func `an abandoned source gives no more`() async throws {
        try files.replace(folder.path + "/a", with: Bytes(utf8: "text"))
        let source = try await files.openForReading(folder.path + "/a", offset: 0, count: nil)
        source.abandon()
        source.abandon()
        #expect(try await source.next() == nil)
    }

    @Test func `an abandoned source does not give what was read ahead`() async throws {
        try files.replace(folder.path + "/a", with: Bytes([UInt8](repeating: 7, count: 600_000)))
        let source = try await files.openForReading(folder.path + "/a", offset: 0, count: nil)
        #expect(try await source.next()?.isEmpty == false)
        source.abandon()
        #expect(try await source.next() == nil)
    }

    @Test func `a cancelled task reads nothing`() async throws {
        try files.replace(folder.path + "/a", with: Bytes(utf8: "text"))
        let source = try await files.openForReading(folder.path + "/a", offset: 0, count: nil)
        let reading = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await source.next()
        }
        await #expect(throws: CancellationError.self) { try await reading.value }
    }

    @Test func `many files are read at once on few threads`() async throws {
        for index in 0..<50 { try files.replace("\(folder.path)/\(index)", with: Bytes(utf8: "\(index)")) }
        let texts = try await withThrowingTaskGroup(of: String.self) { group in
            for index in 0..<50 {
                group.addTask { [files, folder] in
                    let body = Body(.file(path: "\(folder.path)/\(index)", offset: 0, count: nil))
                    let source = try await body.open(files: files)
                    return try await source.next()?.text ?? ""
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(texts.sorted() == (0..<50).map { "\($0)" }.sorted())
    }

    private func read(_ offset: Int64, _ count: Int64?) async throws -> [UInt8] {
        let source = try await files.openForReading(folder.path + "/a", offset: offset, count: count)
        var all: [UInt8] = []
        while let chunk = try await source.next() { all += chunk }
        return all
    }
}

/// A folder that goes away with its owner.
final class TemporaryFolder: Sendable {
    let path: String

    init() {
        path = "/tmp/inia-tests-" + SystemEntropy().uuid()
        mkdir(path, 0o700)
    }

    deinit { remove(path) }

    private func remove(_ path: String) {
        for name in (try? PosixFiles().list(path)) ?? [] {
            if unlink("\(path)/\(name)") != 0 { remove("\(path)/\(name)") }
        }
        rmdir(path)
    }
}
