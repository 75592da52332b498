import IniaDigests
import IniaHTTP
import IniaPrimitives
import IniaSigning
import Testing

@Suite struct SigV4Tests {
    private let keys = SigningKeys()

    @Test func `the S3 reference's request for a part of an object gets its published signature`() throws {
        let request = try Examples.request(
            "GET", "https://examplebucket.s3.amazonaws.com/test.txt", [("Range", "bytes=0-9")])
        let signed = try SigV4.s3(region: "us-east-1").signed(
            request, payload: .empty, credentials: Examples.s3Credentials, at: Examples.s3Time, keys: keys)
        #expect(signed.signature == "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
        #expect(signed.signedHeaders == "host;range;x-amz-content-sha256;x-amz-date")
    }

    @Test func `the S3 reference's presigned URL gets its published signature`() throws {
        let request = try Examples.request("GET", "https://examplebucket.s3.amazonaws.com/test.txt")
        let signed = try SigV4.s3(region: "us-east-1").presigned(
            request, payload: .unsigned, expiresIn: 86400, credentials: Examples.s3Credentials, at: Examples.s3Time,
            keys: keys)
        #expect(
            signed.request.url.text
                == "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")
    }

    @Test func `S3 signs the path as it stands, a Date header in place of X-Amz-Date, and the token`() throws {
        let request = try Examples.request(
            "PUT", "https://s3.amazonaws.com//a//../b%20c?b=2&a=&a=%7E", [("Date", "x"), ("Expect", "y")])
        let signed = try SigV4.s3(region: "us-east-1").signed(
            request, payload: PayloadHash(sha256: SHA256.digest(of: "hello")), credentials: Examples.temporary,
            at: Examples.time, keys: keys)
        #expect(
            signed.canonicalRequest == """
                PUT
                //a//../b%20c
                a=&a=%7E&b=2
                date:Sun, 30 Aug 2015 12:36:00 -0000
                host:s3.amazonaws.com
                x-amz-content-sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824
                x-amz-security-token:tok/en=

                date;host;x-amz-content-sha256;x-amz-security-token
                2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824
                """)
        #expect(signed.signature == "989f774754191cae8001db8a7ceabd410a197d6f27720d9349f04912cfd3f798")
        #expect(
            signed.request.headers.fields.map(\.name)
                == ["Expect", "Date", "X-Amz-Security-Token", "X-Amz-Content-SHA256", "Authorization"])
    }

    @Test func `other services sign a path without dot segments and encoded once more`() throws {
        let request = try Examples.request(
            "POST", "https://lambda.us-east-1.amazonaws.com:8443/a%20b/../c//d%2Fe?z",
            [("X-Amzn-Trace-Id", "1"), ("X-H", "a\tb  c")])
        let signed = try SigV4(service: "lambda", region: "us-east-1").signed(
            request, payload: .unsigned, credentials: Examples.credentials, at: Examples.time, keys: keys)
        #expect(
            signed.canonicalRequest == """
                POST
                /c/d%252Fe
                z=
                host:lambda.us-east-1.amazonaws.com:8443
                x-amz-content-sha256:UNSIGNED-PAYLOAD
                x-amz-date:20150830T123600Z
                x-h:a b c

                host;x-amz-content-sha256;x-amz-date;x-h
                UNSIGNED-PAYLOAD
                """)
        #expect(signed.signature == "1e465d120a210e9502a70a7d46876f684ff67a8c38e2b0c6ee203242ab6b1513")
    }

    @Test func `signing again replaces all that an earlier signature set`() throws {
        let signer = SigV4.s3(region: "us-east-1")
        let request = try Examples.request("GET", "https://s3.amazonaws.com/b")
        let first = try signer.signed(
            request, payload: .empty, credentials: Examples.temporary, at: Examples.time, keys: keys)
        let later = Examples.time.advanced(by: .seconds(60))
        let again = try signer.signed(
            first.request, payload: .unsigned, credentials: Examples.credentials, at: later, keys: keys)
        let fresh = try signer.signed(
            request, payload: .unsigned, credentials: Examples.credentials, at: later, keys: keys)
        #expect(again.request.headers == fresh.request.headers)
    }

    @Test func `presigning keeps the first of repeated parameters and puts the signature's last`() throws {
        let request = try Examples.request(
            "GET", "https://s3.amazonaws.com//a//../b%20c?b=2&a=&a=%7E&c=x+y", [("x-amz-meta-a", "1  2")])
        let signed = try SigV4.s3(region: "us-east-1").presigned(
            request, moving: [], payload: .unsigned, expiresIn: 60, credentials: Examples.temporary, at: Examples.time,
            keys: keys)
        #expect(
            signed.request.url.text
                == "https://s3.amazonaws.com//a//../b%20c?b=2&a=&c=x%20y&X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20150830T123600Z"
                + "&X-Amz-Expires=60&X-Amz-SignedHeaders=host%3Bx-amz-meta-a&X-Amz-Security-Token=tok%2Fen%3D"
                + "&X-Amz-Signature=59e13fcba247003fa4f51b999c02b2c4babda96e56711d03bf0a36a003c4a4a3")
    }

    @Test func `members of a body move into the query and take the form's content type along`() throws {
        let request = try Examples.request(
            "POST", "https://sts.amazonaws.com/?Action=x&Other=1",
            [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")])
        let signed = try SigV4(service: "sts", region: "us-east-1").presigned(
            request, moving: [("Action", "GetCallerIdentity"), ("L", "1"), ("L", "2")], payload: .empty, expiresIn: 60,
            credentials: Examples.credentials, at: Examples.time, keys: keys)
        let own = "Action=GetCallerIdentity&Other=1&L=1&L=2&X-Amz-Algorithm="
        #expect(signed.request.url.query?.hasPrefix(own) == true)
        #expect(signed.signedHeaders == "host")
        #expect(signed.request.headers.fields.isEmpty)
    }

    @Test func `a query stays as it is written where no body moves into it`() throws {
        let request = try Examples.request("GET", "https://a.amazonaws.com/?b=x+y&b=&a")
        let signed = try SigV4(service: "a", region: "r").presigned(
            request, payload: .empty, expiresIn: 60, credentials: Examples.credentials, at: Examples.time, keys: keys)
        #expect(signed.request.url.query?.hasPrefix("b=x+y&b=&a&X-Amz-Algorithm=") == true)
        #expect(signed.canonicalRequest.contains("X-Amz-SignedHeaders=host&a=&b=&b=x+y\n"))
    }

    @Test func `a session of S3 Express has its own token`() throws {
        let request = try Examples.request("GET", "https://b--x-s3.s3express-usw2-az1.us-west-2.amazonaws.com/k")
        let signer = SigV4.s3Express(region: "us-west-2")
        let signed = try signer.signed(
            request, payload: .unsigned, credentials: Examples.temporary, at: Examples.time, keys: keys)
        #expect(signed.signedHeaders == "host;x-amz-content-sha256;x-amz-date;x-amz-s3session-token")
        let presigned = try signer.presigned(
            request, payload: .unsigned, expiresIn: 300, credentials: Examples.temporary, at: Examples.time, keys: keys)
        #expect(presigned.request.url.query?.contains("&X-Amz-S3session-Token=tok%2Fen%3D&") == true)
        #expect(presigned.request.url.query?.contains("Security-Token") == false)
    }

    @Test func `a token that is no header value is refused, and not shown`() throws {
        let credentials = Credentials(accessKeyID: "A", secretAccessKey: "S", sessionToken: "a\r\nX: hush")
        let request = try Examples.request("GET", "https://a.amazonaws.com/")
        let error = #expect(throws: SigningError.self) {
            try SigV4(service: "a", region: "r").signed(
                request, payload: .empty, credentials: credentials, at: Examples.time, keys: keys)
        }
        #expect(error?.code == .unusableCredentials)
        #expect(!"\(String(describing: error))".contains("hush"))
    }

    @Test func `a time that cannot be written is refused`() throws {
        let request = try Examples.request("GET", "https://a.amazonaws.com/")
        let error = #expect(throws: SigningError.self) {
            try SigV4(service: "a", region: "r").signed(
                request, payload: .empty, credentials: Examples.credentials, at: Timestamp(seconds: .max), keys: keys)
        }
        #expect(error?.code == .unusableTime)
    }

    @Test func `credentials with the same access key do not share signing keys`() throws {
        let request = try Examples.request("GET", "https://a.amazonaws.com/")
        let signer = SigV4(service: "a", region: "r")
        func signature(_ secret: String, _ keys: SigningKeys) throws -> String {
            let credentials = Credentials(accessKeyID: "A", secretAccessKey: secret)
            return try signer.signed(request, payload: .empty, credentials: credentials, at: Examples.time, keys: keys)
                .signature
        }
        let first = try signature("one", keys)
        #expect(try signature("two", keys) == signature("two", SigningKeys()))
        for number in 0..<200 { _ = try signature("secret \(number)", keys) }
        #expect(try signature("one", keys) == first)
    }

    @Test func `SigV4A derives the published key and signs for a set of regions`() throws {
        let key = try keys.privateKey(for: Examples.credentials)
        #expect(Digest(key.publicKey.x).hex == "b6618f6a65740a99e650b33b6b4b5bd0d43b176d721a3edfea7e7d2d56d936b1")
        #expect(Digest(key.publicKey.y).hex == "865ed22a7eadc9c5cb9d2cbaca1b3699139fedc5043dc6661864218330c8e518")
        let request = try Examples.request("GET", "https://example.amazonaws.com/")
        let signed = try SigV4(service: "service", region: "*", algorithm: .ecdsa).signed(
            request, payload: .empty, credentials: Examples.credentials, at: Examples.time, keys: keys)
        #expect(signed.request.headers["X-Amz-Region-Set"] == "*")
        #expect(signed.signedHeaders == "host;x-amz-date;x-amz-region-set")
        #expect(
            signed.stringToSign.hasPrefix("AWS4-ECDSA-P256-SHA256\n20150830T123600Z\n20150830/service/aws4_request\n"))
    }

    @Test func `a signed request shows no signature in descriptions`() throws {
        let request = try Examples.request("GET", "https://example.amazonaws.com/")
        let signed = try SigV4(service: "service", region: "us-east-1").signed(
            request, payload: .empty, credentials: Examples.temporary, at: Examples.time, keys: keys)
        var text = String(reflecting: signed)
        dump(signed, to: &text)
        dump(keys, to: &text)
        #expect(!text.contains(signed.signature) && !text.contains("tok/en") && !text.contains("wJalr"))
    }
}
