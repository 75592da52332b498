/// The checksum of events: CRC-32 as in gzip and Ethernet, reflected, polynomial 0xEDB88320.
enum CRC32 {
    static func checksum(_ memory: UnsafeRawBufferPointer) -> UInt32 {
        tables.withUnsafeBufferPointer { tables in
            var sum: UInt32 = 0xFFFF_FFFF
            var place = 0
            while place <= memory.count - 8 {
                let word = UInt64(littleEndian: memory.loadUnaligned(fromByteOffset: place, as: UInt64.self))
                let mixed = word ^ UInt64(sum)
                sum = 0
                for position in 0..<8 {
                    sum ^= tables[(7 - position) << 8 | Int(UInt8(truncatingIfNeeded: mixed >> UInt64(position * 8)))]
                }
                place += 8
            }
            while place < memory.count {
                sum = sum >> 8 ^ tables[Int(UInt8(truncatingIfNeeded: sum) ^ memory[place])]
                place += 1
            }
            return ~sum
        }
    }

    /// Eight tables, one after the other: the n-th tells what a byte does to the checksum n bytes later.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            var sum = UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
            tables[byte] = sum
        }
        for place in 256..<tables.count {
            let before = tables[place - 256]
            tables[place] = before >> 8 ^ tables[Int(before & 0xFF)]
        }
        return tables
    }()
}
