import Glibc
import IniaHost
import IniaPrimitives
import Synchronization
import Testing

@Suite struct BodyFilesTests {
    private let files = PosixFiles()
    private let folder = TemporaryFolder()

    @Test func `a body becomes a file, in place of the one before`() async throws {
        let path = folder.path + "/target"
        #expect(try await Body.bytes(Bytes(utf8: "first, and longer")).write(to: path) == 17)
        #expect(try await Body.bytes(Bytes(utf8: "second")).write(to: path) == 6)
        #expect(try files.read(path)?.text == "second")
        #expect(try await Body.empty.write(to: path) == 0)
        #expect(try files.read(path)?.text == "")
        #expect(try files.list(folder.path) == ["target"])
    }

    @Test func `a large body arrives whole, in many batches`() async throws {
        let path = folder.path + "/large"
        let source = Pieces(count: 300, failsAt: nil)
        #expect(try await Body(.once(count: nil, source: source)).write(to: path) == 300 * 65_536)
        let content = try #require(try files.read(path))
        #expect(content.count == 300 * 65_536)
        #expect((0..<300).allSatisfy { content[$0 * 65_536] == UInt8($0 & 0xFF) })
    }

    @Test func `a body that breaks off leaves the file as it was, and nothing else`() async throws {
        let path = folder.path + "/kept"
        try files.replace(path, with: Bytes(utf8: "kept"))
        let source = Pieces(count: 100, failsAt: 40)
        await #expect(throws: BodyError(.tooLarge)) {
            try await Body(.once(count: nil, source: source)).write(to: path)
        }
        #expect(source.isAbandoned)
        #expect(try files.read(path)?.text == "kept")
        #expect(try files.list(folder.path) == ["kept"])
    }

    @Test func `what is no regular file is never replaced`() async throws {
        for path in [folder.path, "/dev/null"] {
            let error = await #expect(throws: HostError.self) { try await Body.empty.write(to: path) }
            #expect(error == HostError(during: "writing", subject: path, reason: "not a regular file"))
        }
        let missing = folder.path + "/no/file"
        let error = await #expect(throws: HostError.self) { try await Body.empty.write(to: missing) }
        #expect(error?.reason == "No such file or directory")
    }

    @Test func `a part of an open file is read, as often as it is asked for, from wherever it stands`() async throws {
        let path = folder.path + "/source"
        try files.replace(path, with: Bytes(utf8: "0123456789"))
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        try #require(lseek(descriptor, 3, SEEK_SET) == 3)
        let part = try Body.file(descriptor: descriptor, offset: 2, count: 5)
        let rest = try Body.file(descriptor: descriptor, offset: 8)
        let beyond = try Body.file(descriptor: descriptor, offset: 8, count: 100)
        #expect(lseek(descriptor, 0, SEEK_CUR) == 3)
        close(descriptor)
        #expect([part.count, rest.count, beyond.count] == [5, 2, 2])
        for _ in 0..<2 { #expect(try await part.collect(upTo: 100).text == "23456") }
        #expect(try await rest.collect(upTo: 100).text == "89")
        #expect(part.isReplayable)
    }

    @Test func `a descriptor that is no regular file's, or an offset outside, is refused`() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        #expect(throws: HostError.self) { try Body.file(descriptor: ends[0]) }
        #expect(throws: HostError.self) { try Body.file(descriptor: -1) }
        try files.replace(folder.path + "/source", with: Bytes(utf8: "0123456789"))
        let descriptor = open(folder.path + "/source", O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        #expect(throws: HostError.self) { try Body.file(descriptor: descriptor, offset: 11) }
        #expect(throws: HostError.self) { try Body.file(descriptor: descriptor, offset: -1) }
        #expect(throws: HostError.self) { try Body.file(descriptor: descriptor, offset: 0, count: -1) }
    }
}

/// Pieces of 64 KiB, each of the byte that is its number, the last of which may be an error.
private actor Pieces: ByteSource {
    private let count: Int
    private let failsAt: Int?
    private var given = 0
    private let abandoned = Mutex(false)

    init(count: Int, failsAt: Int?) {
        self.count = count
        self.failsAt = failsAt
    }

    nonisolated var isAbandoned: Bool { abandoned.withLock { $0 } }

    func next() throws -> Bytes? {
        if given == failsAt { throw BodyError(.tooLarge) }
        guard given < count else { return nil }
        defer { given += 1 }
        return Bytes([UInt8](repeating: UInt8(given & 0xFF), count: 65_536))
    }

    nonisolated func abandon() { abandoned.withLock { $0 = true } }
}
