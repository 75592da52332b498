import Glibc
import IniaDigests
import Testing

@Suite struct OpenSSLTests {
    @Test(arguments: [false, true]) func `a process may end while threads hash and sign`(signsFirst: Bool) async {
        await #expect(processExitsWith: .exitCode(7)) { [signsFirst = signsFirst as Bool] in
            // What is registered first comes last: after whatever OpenSSL would do at the exit, the threads go on for
            // a while.
            atexit { usleep(200_000) }
            let key = signsFirst ? try P256PrivateKey(pem: ExampleKeys.p256) : nil
            for _ in 0..<2 {
                Task.detached {
                    while true {
                        _ = HMAC(.sha256, key: [1, 2, 3]).code(for: "message")
                        _ = SHA256.digest(of: [1, 2, 3])
                        _ = try key?.signature(of: [1, 2, 3])
                    }
                }
            }
            // Not for the tasks to end, which they do not, but to begin.
            usleep(50_000)
            exit(7)
        }
    }
}
