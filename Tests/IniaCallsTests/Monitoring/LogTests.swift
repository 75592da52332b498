import IniaHTTP
import IniaPrimitives
import IniaShapes
import IniaSigning
import Logging
import Testing

@testable import IniaCalls

/// What is written down of calls, and what never is.
@Suite struct LogTests {
    @Test func `a log tells of each attempt, and of a call that took several, in constant words`() async throws {
        let log = KeptLog()
        let replies: [ListedReplies.Reply] = [
            .response(503, ["x-amzn-RequestId": "r1"]), .failure(.connectionClosed),
            .response(200, ["x-amzn-RequestId": "r3"], #"{"QueueUrl":"u"}"#),
        ]
        let scene = try Scene("sqs", replies, monitors: [CallLog(log.logger())]) { $0.retry = .standard() }
        _ = try await scene.pipeline.call("CreateQueue", ["QueueName": "secret"])
        let common = "duration=0.0 seconds"
        let place = "host=sqs.us-west-2.amazonaws.com method=POST operation=CreateQueue path=/"
        #expect(
            log.lines.prefix(3) == [
                "debug attempt ended attempt=1 \(common) error=503 \(place) request=r1 service=sqs status=503",
                "debug attempt ended attempt=2 \(common) error=connection closed \(place) service=sqs",
                "debug attempt ended attempt=3 \(common) \(place) request=r3 service=sqs status=200",
            ])
        #expect(log.lines.last?.hasPrefix("debug call ended attempts=3 duration=") == true)
        #expect(log.lines.count == 4)
    }

    @Test func `a call that has no credentials to sign with is told of, though nothing was sent`() async throws {
        let log = KeptLog()
        let scene = try Scene("sqs", monitors: [CallLog(log.logger())], credentials: nil)
        await #expect(throws: CallError.self) {
            try await scene.pipeline.call("CreateQueue", ["QueueName": "q"])
        }
        #expect(
            log.lines == [
                "debug call ended attempts=1 duration=0.0 seconds error=credentials operation=CreateQueue service=sqs"
            ])
    }

    @Test func `a wire log has the heads, and no secret of any kind`() async throws {
        let log = KeptLog()
        let credentials = Credentials(
            accessKeyID: "AKIDSECRET", secretAccessKey: "keySECRET", sessionToken: "tokenSECRET")
        let moved = "https://elsewhere/o?X-Amz-Signature=SECRET"
        let scene = try Scene(
            "s3", [.response(200, ["ETag": "\"e\"", "Set-Cookie": "SECRET", "X-Elsewhere": moved])],
            wireLog: log.logger(), credentials: credentials)
        _ = try await scene.pipeline.call(
            "PutObject",
            [
                "Bucket": "bucket", "Key": "o", "Body": Value("SECRET"),
                "SSECustomerKey": "012345SECRET6789012345SECRET6789", "SSECustomerAlgorithm": "AES256",
            ])
        #expect(log.lines.count == 2)
        #expect(
            log.lines[0].hasPrefix("debug request sent headers=[")
                && log.lines[0].hasSuffix("method=PUT scheme=https target=/o")
        )
        for field in [
            "Authorization: ***", "X-Amz-Security-Token: ***", "x-amz-server-side-encryption-customer-key: ***",
            "x-amz-server-side-encryption-customer-algorithm: AES256", "X-Amz-Date: 20260102T030405Z",
        ] {
            #expect(log.lines[0].lowercased().contains(field.lowercased()))
        }
        #expect(
            log.lines[1]
                == #"debug response received headers=["ETag: \"e\"", "Set-Cookie: ***", "#
                + #""X-Elsewhere: https://elsewhere/o?***"] length=0 status=200"#)
        #expect(!log.lines.joined().contains("SECRET") && !log.lines.joined().contains("MDEyMzQ1"))
    }

    @Test func `a wire log tells of failures by their kind, and keeps quiet above its level`() async throws {
        let log = KeptLog()
        for level in [Logger.Level.debug, .info] {
            let scene = try Scene("sqs", [.failure(.readTimeout)], wireLog: log.logger(level)) {
                $0.retry = .standard(maxAttempts: 1)
            }
            await #expect(throws: CallError.self) { try await scene.pipeline.call("ListQueues") }
        }
        #expect(log.lines.count == 2 && log.lines.last == "debug request failed error=read timeout")
    }
}
