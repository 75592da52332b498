internal import CHost
internal import Glibc
internal import IniaPrimitives

/// The kernel's randomness.
public struct SystemEntropy: Entropy {
    /// Creates access to the randomness of the kernel.
    public init() {}

    /// A number from 0 up to 1, of 53 random bits.
    public func uniform() -> Double {
        // 53 bits are all that a double below 1 can hold.
        Double(bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } >> 11) * 0x1p-53
    }

    /// A random (version 4) UUID in lower-case text, RFC 9562.
    public func uuid() -> String {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { random in
            Self.fill(random)
            random[6] = random[6] & 0x0F | 0x40
            random[8] = random[8] & 0x3F | 0x80
            return String(unsafeUninitializedCapacity: 36) { text in
                var length = 0
                for index in 0..<16 {
                    if index == 4 || index == 6 || index == 8 || index == 10 {
                        text[length] = UInt8(ascii: "-")
                        length += 1
                    }
                    text[length] = (random[index] >> 4).lowerHexadecimalDigit
                    text[length + 1] = (random[index] & 0x0F).lowerHexadecimalDigit
                    length += 2
                }
                return length
            }
        }
    }

    /// Bytes of the kernel's generator.
    public func bytes(_ count: Int) -> [UInt8] {
        guard count > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count) { memory, filled in
            Self.fill(UnsafeMutableBufferPointer(rebasing: memory[..<count]))
            filled = count
        }
    }

    private static func fill(_ memory: UnsafeMutableBufferPointer<UInt8>) {
        var filled = 0
        while filled < memory.count {
            let got = getrandom(memory.baseAddress?.advanced(by: filled), memory.count - filled, 0)
            if got > 0 {
                filled += got
            } else if got < 0, errno != EINTR {
                // A kernel without getrandom: the standard library knows how to do without.
                var generator = SystemRandomNumberGenerator()
                memory.initializeElement(at: filled, to: UInt8.random(in: 0...255, using: &generator))
                filled += 1
            }
        }
    }
}
