internal import CHost
public import IniaPrimitives

/// The content of a file, mapped into memory where the machine can: only the pages that are read are loaded.
public final class MappedFile: @unchecked Sendable {
    // Sendable because the memory is never written and is unmapped only by deinit.
    private let memory: UnsafeRawBufferPointer
    private let bytes: Bytes?

    /// Takes over a mapping made with `mmap`.
    init(mapping memory: UnsafeRawBufferPointer) {
        self.memory = memory
        bytes = nil
    }

    /// Stands for a file whose content is at hand.
    public init(_ bytes: Bytes) {
        memory = UnsafeRawBufferPointer(start: nil, count: 0)
        self.bytes = bytes
    }

    deinit {
        if let start = memory.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), memory.count) }
    }

    /// Lends the memory for the length of a closure.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard let bytes else { return try body(memory) }
        return try bytes.withUnsafeBytes(body)
    }
}
