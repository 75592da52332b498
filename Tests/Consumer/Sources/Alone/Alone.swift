import Foundation
import Inia
import IniaTesting

/// What the library calls by itself, in a program of typed clients: no file is within reach, so that all of it has to
/// be compiled in, beside the two operations that the program asked for.
@main
struct Alone {
    static func main() async throws {
        try await roleIsAssumed()
        try await signOnIsExchanged()
        try await redirectIsFollowed()
        try await regionIsAskedFor()
        try await sessionIsOpened()
        try await endpointIsDiscovered()
        try await partsAreUploaded()
        try await eventsGoBothWays()
        print("alone: every step passed")
    }

    static func roleIsAssumed() async throws {
        let role = """
            <AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>AKIAROLE</AccessKeyId>\
            <SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>\
            <Expiration>2030-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>
            """
        let profile = """
            [default]
            role_arn = arn:aws:iam::1:role/r
            source_profile = keys
            [profile keys]
            aws_access_key_id = AKIA
            aws_secret_access_key = s
            """
        let world = World([.response(200, role), .response(200, "click")], files: ["/home/.aws/config": profile])
        let object = try await S3(world.session).getObject(bucket: "bucket", key: "k")
        try await check(object.body?.text(upTo: 100) == "click", "the object behind a role")
        try world.check([
            "POST sts.us-west-2.amazonaws.com/", "GET bucket.s3.us-west-2.amazonaws.com/k",
        ])
        try check(world.authorization(of: 1).contains("AKIAROLE/"), "a role's credentials")
    }

    static func signOnIsExchanged() async throws {
        let keys = #"""
            {"roleCredentials": {"accessKeyId": "AKIASSO", "secretAccessKey": "s", "sessionToken": "t",
            "expiration": 1893456000000}}
            """#
        let profile = """
            [default]
            sso_session = s
            sso_account_id = 1
            sso_role_name = r
            [sso-session s]
            sso_region = eu-west-1
            sso_start_url = https://start
            """
        // The file is called by the SHA-1 of the session's name.
        let token = "/home/.aws/sso/cache/a0f1490a20d0211c997b44bc357e1972deab8ae3.json"
        let world = World(
            [.response(200, keys), .response(200)],
            files: [
                "/home/.aws/config": profile,
                token: #"{"accessToken": "a", "expiresAt": "2030-01-01T00:00:00Z"}"#,
            ])
        try await S3(world.session).getObject(bucket: "bucket", key: "k")
        try world.check([
            "GET portal.sso.eu-west-1.amazonaws.com/federation/credentials", "GET bucket.s3.us-west-2.amazonaws.com/k",
        ])
        try check(world.authorization(of: 1).contains("AKIASSO/"), "a sign-on's credentials")
    }

    static func redirectIsFollowed() async throws {
        let elsewhere = [("x-amz-bucket-region", "eu-west-1")]
        let world = World([.response(301, headers: elsewhere), .response(200)], hasKeys: true)
        try await S3(world.session).getObject(bucket: "bucket", key: "k")
        try world.check(["GET bucket.s3.us-west-2.amazonaws.com/k", "GET bucket.s3.eu-west-1.amazonaws.com/k"])
    }

    static func regionIsAskedFor() async throws {
        let elsewhere = [("x-amz-bucket-region", "eu-west-1")]
        let moved = "<Error><Code>PermanentRedirect</Code></Error>"
        let world = World([.response(301, moved), .response(200, headers: elsewhere), .response(200)], hasKeys: true)
        try await S3(world.session).getObject(bucket: "bucket", key: "k")
        try world.check([
            "GET bucket.s3.us-west-2.amazonaws.com/k", "HEAD bucket.s3.us-west-2.amazonaws.com/",
            "GET bucket.s3.eu-west-1.amazonaws.com/k",
        ])
    }

    static func sessionIsOpened() async throws {
        let opened = """
            <CreateSessionResult><Credentials><AccessKeyId>SESSION</AccessKeyId><SecretAccessKey>s</SecretAccessKey>\
            <SessionToken>token</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials>\
            </CreateSessionResult>
            """
        let world = World([.response(200, opened), .response(200)], hasKeys: true)
        try await S3(world.session).getObject(bucket: "b--usw2-az1--x-s3", key: "k")
        let host = "b--usw2-az1--x-s3.s3express-usw2-az1.us-west-2.amazonaws.com"
        try world.check(["GET \(host)/", "GET \(host)/k"])
        try check(world.authorization(of: 1).contains("SESSION/"), "a session's credentials")
    }

    static func endpointIsDiscovered() async throws {
        let answer = #"{"Endpoints": [{"Address": "cell1.timestream.example", "CachePeriodInMinutes": 10}]}"#
        let world = World([.response(200, answer), .response(200, "{}")], hasKeys: true)
        try await TimestreamQuery(world.session).cancelQuery(queryId: "q")
        try world.check(["POST query.timestream.us-west-2.amazonaws.com/", "POST cell1.timestream.example"])
    }

    /// Transfers are made of operations of the client that they are given.
    static func partsAreUploaded() async throws {
        let world = World(
            [
                .response(200, "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>"),
                .response(200, headers: [("ETag", "e")]),
                .response(200, "<CompleteMultipartUploadResult><ETag>f</ETag></CompleteMultipartUploadResult>"),
            ], hasKeys: true)
        let s3 = S3(world.session).asClient
        let upload = try await s3.createMultipartUpload(Bucket: "bucket", Key: "k").UploadId
        let part = try await s3.uploadPart(Bucket: "bucket", Key: "k", UploadId: upload, PartNumber: 1, Body: "click")
        let whole = try await s3.completeMultipartUpload(
            Bucket: "bucket", Key: "k", UploadId: upload,
            MultipartUpload: ["Parts": [["PartNumber": 1, "ETag": part.ETag]]])
        try check(whole.ETag == "f", "an upload in parts")
        try world.check(["POST", "PUT", "POST"].map { "\($0) bucket.s3.us-west-2.amazonaws.com/k" })
    }

    /// Of this service the program's own model knows; typed and dynamic calls say the same bytes and hear the same.
    static func eventsGoBothWays() async throws {
        let typed = try World([answer], hasKeys: true)
        let said = Events<TranscribeStreaming.AudioStream>(of: [.audioEvent(.init { $0.audioChunk = [1, 2, 3] })])
        let heard = try await TranscribeStreaming(typed.session).startStreamTranscription(audioStream: said) {
            $0.languageCode = "en-US"
        }
        var texts: [String?] = []
        for try await event in heard.transcriptResultStream ?? Events(of: []) {
            if case .transcriptEvent(let event) = event { texts.append(event.transcript?.text) }
        }
        let dynamic = try World([answer], hasKeys: true)
        let audio = EventStream(of: [["AudioEvent": ["AudioChunk": .blob([1, 2, 3])]]])
        let output = try await TranscribeStreaming(dynamic.session).asClient.startStreamTranscription(
            AudioStream: .events(audio), LanguageCode: "en-US")
        for try await event in output.TranscriptResultStream.asEvents {
            texts.append(event.TranscriptEvent.Transcript.Text.asString)
        }
        try check(texts == ["click", "click"], "\(texts)")
        let bytes = await (typed.body(), dynamic.body())
        try check(bytes.0 == bytes.1 && bytes.0.count > 200, "\(bytes.0.count) and \(bytes.1.count) bytes of events")
    }

    /// A message of the service, given after the first of the program's: `{"Transcript": {"Text": "click"}}`.
    static var answer: ScriptedReply {
        get throws {
            let frame = """
                AAAAhAAAAFU6RWxADTptZXNzYWdlLXR5cGUHAAVldmVudAs6ZXZlbnQtdHlwZQcAD1RyYW5zY3JpcHRFdmVudA06Y29udGVudC10\
                eXBlBwAQYXBwbGljYXRpb24vanNvbnsiVHJhbnNjcmlwdCI6eyJUZXh0IjoiY2xpY2sifX1e2P7T
                """
            guard let bytes = Data(base64Encoded: frame) else { throw Failure(step: "the answer") }
            let type = (name: "Content-Type", value: "application/vnd.amazon.eventstream")
            return ScriptedReply(
                .response(status: 200, headers: [type], body: Bytes([UInt8](bytes))), eventsBeforeReply: 1)
        }
    }
}

/// A machine that has the given files and no others, and services that give the given replies.
struct World {
    let session: Session
    private let http: ScriptedHTTPClient

    init(_ replies: [ScriptedReply], files: [String: String] = [:], hasKeys: Bool = false) {
        http = ScriptedHTTPClient(replies)
        var config = Config()
        config.region = "us-west-2"
        config.httpClient = http
        if hasKeys { config.credentials = .fixed(Credentials(accessKeyID: "AKIA", secretAccessKey: "s")) }
        session = Session(config, host: .scripted(files: ScriptedFiles(texts: files)))
    }

    /// Checks which requests were sent, each as its method, host and path.
    func check(_ lines: [String], _ line: Int = #line) throws {
        let sent = http.requests.map { "\($0.request.method) \($0.request.url.host)\($0.request.url.path)" }
        guard sent == lines else { throw Failure(step: "line \(line): \(sent)") }
    }

    /// The body of the first request, once all of it was sent.
    func body() async -> Bytes {
        await http.finish()
        return http.requests[0].body
    }

    func authorization(of number: Int) -> String { http.requests[number].request.headers["Authorization"] ?? "" }
}

struct Failure: Error {
    let step: String
}

func check(_ isAsWanted: Bool, _ step: String) throws {
    if !isAsWanted { throw Failure(step: step) }
}
