import Testing

@testable import IniaGenerator

@Suite struct SwiftNameTests {
    @Test(arguments: [
        ("ETag", "eTag"), ("Bucket", "bucket"), ("SSEAlgorithm", "sseAlgorithm"), ("ACL", "acl"),
        ("EC2Type", "ec2Type"),
        ("IDs", "ids"), ("IPv6Address", "ipv6Address"), ("DBInstance", "dbInstance"), ("x-amz-id", "xAmzId"),
        ("instance_id", "instanceId"), ("S3Bucket", "s3Bucket"), ("ListObjectsV2", "listObjectsV2"), ("2D", "_2D"),
        ("VpcIds", "vpcIds"), ("ARNsList", "arnsList"),
    ])
    func `a member begins with a small word`(name: String, expected: String) {
        #expect(SwiftName.member(name) == expected)
    }

    @Test(arguments: [
        ("STANDARD_IA", "standardIa"), ("t2.micro", "t2Micro"), ("aws:kms", "awsKms"), ("AES256", "aes256"),
        ("InProgress", "inProgress"), ("1.2", "_1_2"), ("12", "_12"), ("us-east-1", "usEast1"), ("*", nil),
    ])
    func `a value's words are divided by what is no letter or digit`(text: String, expected: String?) {
        #expect(SwiftName.value(text) == expected)
    }

    @Test func `a value of signs alone is called by them`() {
        #expect(SwiftName.symbols("*") == "asterisk")
        #expect(SwiftName.symbols(">=") == "greaterEqual")
        #expect(SwiftName.symbols("") == "empty")
    }

    @Test func `names that clash are told apart, and the one that is spelled so keeps its own`() {
        let names = NameScope.names(of: ["Url", "url", "URL", "default"], reserved: [], as: SwiftName.member)
        #expect(names == ["url_", "url", "url_3", "default"])
        #expect(SwiftName.quoted("default") == "`default`")
        #expect(NameScope.names(of: ["Hash"], reserved: ["hash"], as: SwiftName.member) == ["hash_"])
    }
}
