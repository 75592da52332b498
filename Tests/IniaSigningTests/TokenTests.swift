import IniaHTTP
import IniaPrimitives
import IniaSigning
import Testing

/// The expected values are what botocore computes for the same arguments.
@Suite struct TokenTests {
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

    @Test func `CloudFront's URLs and cookies carry the signature in its own base64`() throws {
        let signer = try CloudFrontSigner(keyPairID: "KEY", privateKey: exampleRSAKey)
        let ends = Timestamp(seconds: 1_893_456_000)
        let signature =
            "lazd9G6ZpYzPLMR-4m6993oOpwVH0fnTmO17bKz48lOCcFzwqCOBm~aUEuFOzhREu3EveiQxmjvs0Qj2WHGm4x9OAt"
            + "o98CdP0td4NnGoNLQ9Uzt1uisn9Gp9rR-vwnruE7vjiKeinVarnDY-RSXHpRH6RL4eNAZnyAsKQGR7MKd~O4B3EiKX"
            + "uV60bmtkxDHzSrvdbcaWbTIQySfPm6OSdD4ge5epdIIzKF~pfLZLCq0o44YthKO0SBCpvB7rpG7kDm8c8ZcaRaA3Yw"
            + "VY9PoFZbScDBGH4z9UUZU6GjGrRcI6KX-YW47A2-JhFcgVX8t357dweZL1d-wPIl86smhaOg__"
        #expect(
            try signer.url("http://x/y?a=b", endsAt: ends)
                == "http://x/y?a=b&Expires=1893456000&Signature=\(signature)&Key-Pair-Id=KEY")
        #expect(
            try signer.cookies("http://x/y?a=b", endsAt: ends).map { "\($0.name)=\($0.value)" } == [
                "CloudFront-Expires=1893456000", "CloudFront-Signature=\(signature)", "CloudFront-Key-Pair-Id=KEY",
            ])
        let policy = CloudFrontSigner.Policy(resource: "http://x/y?a=b", endsAt: ends).text
        #expect(
            try signer.url("http://x/y", policy: policy)
                == "http://x/y?Policy="
                + "eyJTdGF0ZW1lbnQiOlt7IlJlc291cmNlIjoiaHR0cDovL3gveT9hPWIiLCJDb25kaXRpb24iOnsiRGF0"
                + "ZUxlc3NUaGFuIjp7IkFXUzpFcG9jaFRpbWUiOjE4OTM0NTYwMDB9fX1dfQ__&Signature=\(signature)&Key-Pair-Id=KEY")
    }

    @Test func `a text that is no private key makes no signer`() {
        let error = #expect(throws: SigningError.self) { try CloudFrontSigner(keyPairID: "KEY", privateKey: "none") }
        #expect(error?.code == .unusableKey)
        #expect(error?.description.contains("none") == false)
    }

    @Test func `a token for a cluster is a presigned URL that names it`() throws {
        let endpoint = try #require(HTTPURL("https://sts.us-east-1.amazonaws.com"))
        let token = try ClusterToken.eks(
            cluster: "c1", endpoint: endpoint, region: "us-east-1", credentials: Examples.credentials,
            at: Examples.time)
        #expect(
            token.text
                == "k8s-aws-v1.aHR0cHM6Ly9zdHMudXMtZWFzdC0xLmFtYXpvbmF3cy5jb20vP0FjdGlvbj1HZXRDYWxsZXJJZ"
                + "GVudGl0eSZWZXJzaW9uPTIwMTEtMDYtMTUmWC1BbXotQWxnb3JpdGhtPUFXUzQtSE1BQy1TSEEyNTYmWC1Bb"
                + "XotQ3JlZGVudGlhbD1BS0lERVhBTVBMRSUyRjIwMTUwODMwJTJGdXMtZWFzdC0xJTJGc3RzJTJGYXdzNF9yZ"
                + "XF1ZXN0JlgtQW16LURhdGU9MjAxNTA4MzBUMTIzNjAwWiZYLUFtei1FeHBpcmVzPTYwJlgtQW16LVNpZ25lZ"
                + "EhlYWRlcnM9aG9zdCUzQngtazhzLWF3cy1pZCZYLUFtei1TaWduYXR1cmU9Y2MwNTZmNTM2MGNlYmJjOTcwM"
                + "DEwNWMwNDc1M2E3ZjNhMjNjMzRkZWI5OTA1NDY4ZDg5NzYyNzJkZTFkZGU4Ng")
        #expect(token.expiration == Examples.time.advanced(by: .seconds(840)))
    }
}

/// A key that protects nothing.
private let exampleRSAKey = """
    -----BEGIN RSA PRIVATE KEY-----
    MIIEpAIBAAKCAQEAwU+p/xazmVxtDM0X0yhrYHaSohrC+SFuz+c9y7JOh4lKYWAu
    spSsQj/WezpnYWiCMSya45KpHCv6kIxM7QcnQl4HCGJAWDAA8RD8K2Ek7y1BC2gJ
    6chPvf4jgq1lv8Y+07FZIcHNbI9FmLQ3SQ8GTZKN7+jGirYWQO3v6sZuoVQ33Nkn
    xq9UwF7KZgjOM9Bxdl74wARMOTZEcGvNA+DE3pfvWHoZENAuQL40xXk2Pw33Uij+
    U9YpfdkgJjzP3A2D0hqcQDSxxhlYqZgf+fVQRdcAH1Yf3Cp1s9AJtekLAT0DeGgS
    SOAYM9wxY6bwzpQWimR+n2N/cpUb/SP82+GdrwIDAQABAoIBABtbJQkhSEyKpNqr
    52mNYxdP5aj6X98WQ8fjcdOdVGRKdx6CmE599ZvxIW683Bu6c2TMFXs2VPzUncJ4
    6FCes4fpJdZM482BtZBnwUJ489tuVwcV3llEF0IhcHBcuMpuc+j3RFAfoezGoFMK
    Jcy5S0C3svhhbj9Q903m82MRA7ThUU83GIwBhRWNfJgw4m4kuWiuJ2WLQjvkDaM8
    LdCcz5XeFqQfFyvEo1kiukmlypMzjZHz+Z0QbaGe9JOG5gurDlXAw8fa5cWk3wC8
    pGIsgkHXYH6MRFQb7+1GnJWolS6s30jlufHylQ6YU+C7Y99u6dVHmJaYw5taNfNO
    CKTm1RkCgYEA8i9xbVV2SMNH5SVV3qtyFAygGvNtGko7th2QgqDCuYVLAJJ9QsH4
    Y+7FXXV53Ohp7pIfzKLECzFmyDot5rs2ayitUIOQ5f6SPLwKLhaHborDSwoQ2Okt
    cTx7FhDBDNomyw4AFenl01yl29VC69B1nj+AJsxyo4Jh8a2DuGibY4sCgYEAzFaG
    9DQW4+Ee+E7IHiA6KXsEzR3rMoJQ4jz7TK8Zu5gUMcKeR4VwF3MMMDYrAsjeLoZW
    9GcQ2QqKvTZHaq5w7Zjcwrwm3/XwONuKGs93Sq1Zlsuffx7HIqFiUMLe80UbtI2Q
    IAGgvittgkWC30qvxjXt7MraRjKZdouw1KQqIu0CgYEAzDy+RxnfWpV0uAW4WMP0
    vHu5OYE37QfVO0vLZp30GUgTbDQddoLl2kCuKJa9YlKNoyePsZ9B/L54kzqdIwuW
    ZOA06MVLGOqKoLVjUGKna82RzGJ8urBKJkh+9KjEZPZD6NGxuMk7i/eB19YNTZjK
    191tUUrxEnsN5iYSAx4UjOkCgYA6tcnEtIq3IuGRGqGo9j1/2ZbBkI0ZUBQJTNgv
    akgMfF+hBHgRuKdCNY4U9Btbi3c7CuJFCq/ujHbccpIGduR/f+I+GW1aAAHrdDi0
    B1QRIsmQ6CSFk8RHkPL8nWENqJeTQvFcINuciEHIokw99+mVG72mwYoBjVxGkVBX
    aGuq6QKBgQC0sDpftZ8btbJMAzQgElWP/ySH2pV38rMfx/zTm1B0iwVro0Y0hK0u
    JNZMeDSimNlzOSR735Y3SMqVlwznP8uUqoCygPM6qdj5OUkZD4HcWJMBRqY1E4RC
    jGz7m9IL5eOrW0QENs83qWc6bg9/MPVvBjO/TOmOljMtnAizglrvWQ==
    -----END RSA PRIVATE KEY-----
    """
