import IniaHTTP
import IniaPrimitives
import Testing

@testable import IniaWire

@Suite struct HTTP2StreamTests {
    @Test func `what a reader has taken is let go of, though more has come before it took all`() throws {
        let stream = HTTP2Stream(1, try head(), HTTP2Limits())
        var read: [UInt8] = []
        for round in 0..<1000 {
            let bytes = (0..<100).map { UInt8(truncatingIfNeeded: round &+ $0) }
            _ = bytes.withUnsafeBufferPointer { stream.append($0) }
            if round > 0 { read += stream.take(upTo: 100) }
            #expect(stream.inbox.count <= 400)
        }
        read += stream.take(upTo: 1000)
        #expect(read == (0..<1000).flatMap { round in (0..<100).map { UInt8(truncatingIfNeeded: round &+ $0) } })
    }
}
