import IniaHTTP
import IniaPrimitives
import IniaSigning
import Testing

/// The expected values are what botocore computes for the same policies.
@Suite struct PostPolicyTests {
    private let expiration = Examples.time.advanced(by: .seconds(60))

    @Test func `a form with the key of the uploaded file is signed with Version 4`() throws {
        let policy = PostPolicy(
            bucket: "b", key: "k/${filename}",
            conditions: [
                .map([.init(key: "acl", value: .string("public-read"))]),
                .list([.string("content-length-range"), .integer(2), .integer(5)]),
            ],
            fields: [("acl", "public-read")], expiration: expiration)
        let fields = try policy.signed(
            by: .s3(region: "us-east-1"), credentials: Examples.temporary, at: Examples.time, keys: SigningKeys())
        #expect(
            fields.map(\.name) == [
                "acl", "key", "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-security-token", "policy",
                "x-amz-signature",
            ])
        #expect(
            fields.last?.value == "b77a0f2822b5dc0ef54f0e4a6bcaf343c740afa67e9cfa92c8f70e16e2700221")
    }

    @Test func `a form for one key is signed with HMAC-SHA1`() throws {
        let policy = PostPolicy(bucket: "b", key: "ké", expiration: expiration)
        let fields = try policy.signedWithSHA1(credentials: Examples.credentials)
        #expect(
            fields.map(\.value) == [
                "ké", "AKIDEXAMPLE",
                "eyJleHBpcmF0aW9uIjogIjIwMTUtMDgtMzBUMTI6Mzc6MDBaIiwgImNvbmRpdGlvbnMiOiBbeyJidWNrZXQiOiAiYiJ9LCB7"
                    + "ImtleSI6ICJrXHUwMGU5In1dfQ==",
                "iRj6YdRBA35wFgwuy+jDbYPmegs=",
            ])
    }

    @Test func `database tokens are presigned URLs without their scheme`() throws {
        #expect(
            try DatabaseToken.rds(
                host: "db.example.com", port: 3306, user: "jane doe", region: "us-east-1",
                credentials: Examples.temporary, at: Examples.time)
                == "db.example.com:3306/?Action=connect&DBUser=jane%20doe&X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Frds-db%2Faws4_request"
                + "&X-Amz-Date=20150830T123600Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host"
                + "&X-Amz-Security-Token=tok%2Fen%3D"
                + "&X-Amz-Signature=7b00460a6fe7e32574886d9d74d4a67731ace053f0a42ffc0a726cd357111c8c")
        #expect(
            try DatabaseToken.dsql(
                host: "abc.dsql.us-east-1.on.aws", action: .connectAdmin, region: "us-east-1",
                credentials: Examples.temporary, at: Examples.time
            ).hasSuffix("&X-Amz-Signature=ff5a21d3f3897d08fb1b6588c90151b83a808d8e71e2b55a48c86faa5385c40c"))
    }

    @Test func `a CloudFront policy has its members in CloudFront's order`() {
        let policy = CloudFrontSigner.Policy(
            resource: "http://x/é*", endsAt: Timestamp(seconds: 1_893_456_000),
            beginsAt: Timestamp(seconds: 1_861_920_000), sourceAddress: "1.2.3.4")
        #expect(
            policy.text
                == #"{"Statement":[{"Resource":"http://x/\u00e9*","Condition":{"DateLessThan":{"AWS:EpochTime":1893456000},"#
                + #""IpAddress":{"AWS:SourceIp":"1.2.3.4/32"},"DateGreaterThan":{"AWS:EpochTime":1861920000}}}]}"#)
    }

    @Test func `S3 leaves streams unsigned where TLS and a checksum protect them`() {
        var question = PayloadSigning(isSecure: true)
        #expect(question.decision == .hash)
        question.isUnsignedByModel = true
        #expect(question.decision == .unsigned)
        question.isSecure = false
        #expect(question.decision == .hash)

        var upload = PayloadSigning(isSecure: true)
        upload.isS3 = true
        upload.isStream = true
        #expect(upload.decision == .hash)
        upload.hasChecksumHeader = true
        #expect(upload.decision == .unsigned)
        upload.isSecure = false
        #expect(upload.decision == .hash)
        upload.explicit = false
        #expect(upload.decision == .unsigned)
        upload.hasTrailer = true
        #expect(upload.decision == .unsignedTrailer)
    }
}
