import IniaHTTP
import IniaPrimitives
import IniaSigning
import Testing

/// The expected values are what botocore computes for the same requests.
@Suite struct OlderSignatureTests {
    @Test func `S3's old signature covers a few headers, Amazon's own and the subresources`() throws {
        let request = try Examples.request(
            "PUT", "https://s3.amazonaws.com/awsexamplebucket1/photos/puppy.jpg?acl&versionId=a%2Fb&x=1",
            [("Content-Type", "image/jpeg"), ("X-Amz-Meta-B", " b  c "), ("x-amz-meta-a", "1"), ("X-Amz-Meta-B", "2")])
        let signed = try S3Signature.signed(request, credentials: Examples.temporary, at: Examples.time)
        #expect(
            signed.stringToSign == """
                PUT

                image/jpeg
                Sun, 30 Aug 2015 12:36:00 GMT
                x-amz-meta-a:1
                x-amz-meta-b:b  c,2
                x-amz-security-token:tok/en=
                /awsexamplebucket1/photos/puppy.jpg?acl&versionId=a/b
                """)
        #expect(signed.request.headers["Authorization"] == "AWS AKIDEXAMPLE:CpwCYfIe33LW26ITW4i3joT8uuA=")
    }

    @Test func `S3's old signature in a query has an hour of expiry in place of the date`() throws {
        let request = try Examples.request(
            "GET", "https://s3.amazonaws.com/b/k?response-content-type=a%2Fb",
            [("Content-Type", "image/jpeg"), ("x-amz-meta-a", "1")])
        let signed = try S3Signature.presigned(
            request, expiresIn: 60, credentials: Examples.temporary, at: Examples.time)
        #expect(
            signed.request.url.text
                == "https://s3.amazonaws.com/b/k?response-content-type=a%2Fb&AWSAccessKeyId=AKIDEXAMPLE"
                + "&Signature=HZYKecbkfKxTWEDA0WQFXPKMZBY%3D&content-type=image%2Fjpeg&x-amz-meta-a=1"
                + "&x-amz-security-token=tok%2Fen%3D&Expires=1440938220")
    }

    @Test func `the resource of a virtual host is signed with its bucket`() throws {
        let path = try Examples.request("GET", "https://s3.amazonaws.com/b/k")
        let virtual = try Examples.request("GET", "https://b.s3.amazonaws.com/k")
        #expect(
            try S3Signature.signed(path, credentials: Examples.credentials, at: Examples.time).signature
                == S3Signature.signed(virtual, resource: "/b/k", credentials: Examples.credentials, at: Examples.time)
                .signature)
    }

    @Test func `Version 2 signs sorted parameters, and again without its own signature`() throws {
        let url = try #require(HTTPURL("https://sdb.amazonaws.com/"))
        let first = try SigV2.signed([], method: "GET", url: url, credentials: Examples.credentials, at: Examples.time)
        #expect(first.signature == "Mu6fQaWqRw/9bZuoF8m8TTbHyMgdiEAC1YryhjtWvtw=")
        let again = try SigV2.signed(
            first.parameters, method: "GET", url: url, credentials: Examples.credentials, at: Examples.time)
        #expect(again.parameters.map(\.name) == first.parameters.map(\.name))
        #expect(again.signature == first.signature)
    }

    @Test func `Version 3 signs the date`() throws {
        let request = try Examples.request("GET", "https://sdb.amazonaws.com/")
        let signed = try SigV3.signed(request, credentials: Examples.credentials, at: Examples.time)
        #expect(
            signed.headers["X-Amzn-Authorization"]
                == "AWS3-HTTPS AWSAccessKeyId=AKIDEXAMPLE,Algorithm=HmacSHA256,"
                + "Signature=j8321DLpvDzWukBCfYFVyFdzJUkSBSkxJ/tW0+wPOxI=")
    }

    @Test func `a bearer token replaces an earlier authorization`() throws {
        let request = try Examples.request("GET", "https://a.b/", [("authorization", "x")])
        let signed = try BearerToken("tok").signed(request)
        #expect(signed.headers.fields.map { "\($0.name): \($0.value)" } == ["Authorization: Bearer tok"])
    }
}
