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
}
