import IniaEndpoints
import Testing

@Suite struct RuleFunctionTests {
    @Test(arguments: [
        (#"{"fn":"substring","argv":["abcdef",0,4,true]}"#, "cdef"),
        (#"{"fn":"substring","argv":["abcdef",1,3,false]}"#, "bc"),
        (#"{"fn":"substring","argv":["abc",0,4,false]}"#, "nothing"),
        (#"{"fn":"substring","argv":["abc",2,2,false]}"#, "nothing"),
        (#"{"fn":"substring","argv":["äbc",0,2,false]}"#, "nothing"),
        (#"{"fn":"uriEncode","argv":["a b/ö~"]}"#, "a%20b%2F%C3%B6~"),
        (#"{"fn":"not","argv":[{"fn":"isSet","argv":[{"ref":"Region"}]}]}"#, "True"),
        (#"{"fn":"not","argv":[""]}"#, "True"),
        (#"{"fn":"coalesce","argv":[{"ref":"Region"},{"ref":"Other"},"c"]}"#, "c"),
        (#"{"fn":"ite","argv":[{"fn":"isSet","argv":[{"ref":"Region"}]},"set","unset"]}"#, "unset"),
        (#"{"fn":"getAttr","argv":[{"fn":"split","argv":["--x--y","--",2]},"[1]"]}"#, "x--y"),
        (#"{"fn":"getAttr","argv":[{"fn":"split","argv":["a--b--c","--",0]},"[-1]"]}"#, "c"),
        (#"{"fn":"getAttr","argv":[{"fn":"split","argv":["a--b","--",0]},"[2]"]}"#, "nothing"),
        (#"{"fn":"getAttr","argv":[{"fn":"split","argv":["a","--",0]},"[-9223372036854775808]"]}"#, "nothing"),
    ]) func `functions of texts and conditions`(_ expression: String, _ result: String) throws {
        #expect(try evaluate(expression) == result)
    }

    @Test(arguments: [
        ("arn:aws:s3:us-east-2:012345678:outpost:op-1/x", "resourceId[2]", "x"),
        ("arn:aws:s3:us-east-2:012345678:outpost:op-1/x", "accountId", "012345678"),
        ("arn:aws:s3:::bucket", "region", ""),
        ("arn:aws:s3:us-east-2:012345678:", "service", "nothing"),
        ("arn::s3:us-east-2:012345678:r", "service", "nothing"),
        ("arn:aws:s3", "service", "nothing"),
    ]) func `an ARN has partition, service and resource`(_ arn: String, _ part: String, _ value: String) throws {
        #expect(
            try evaluate(#"{"fn":"getAttr","argv":[{"fn":"aws.parseArn","argv":["\#(arn)"]},"\#(part)"]}"#) == value)
    }

    @Test(arguments: [
        ("https://Example.com:8443/a/../b//c", "authority", "Example.com:8443"),
        ("https://Example.com:8443/a/../b//c", "normalizedPath", "/b/c/"),
        ("https://example.com", "normalizedPath", "/"),
        ("HTTPS://example.com/a;b", "path", "/a"),
        ("http://10.1.2.3", "isIp", "True"),
        ("http://[::1]:80", "isIp", "True"),
        ("http://[fe80::1%25eth0]", "isIp", "True"),
        ("http://[1:2:3]", "isIp", "False"),
        ("https://example.com/?q", "scheme", "nothing"),
        ("https://example.com:80a", "scheme", "nothing"),
        ("https://example.com:65536", "scheme", "nothing"),
        ("ftp://example.com", "scheme", "nothing"),
        ("https:///path", "scheme", "nothing"),
        ("https://[::1", "scheme", "nothing"),
    ]) func `a URL is HTTP without a query`(_ url: String, _ part: String, _ value: String) throws {
        #expect(try evaluate(#"{"fn":"getAttr","argv":[{"fn":"parseURL","argv":["\#(url)"]},"\#(part)"]}"#) == value)
    }

    @Test(arguments: [
        ("us-east-1", "aws"), ("eu-narnia-7", "aws"), ("cn-north-1", "aws-cn"), ("cn-x_y-12", "aws-cn"),
        ("mars-1", "aws"), ("cn-north-", "aws"), ("", "aws"),
    ]) func `a region belongs to a partition by name or by pattern, else to the first`(
        _ region: String, _ partition: String
    ) throws {
        #expect(
            try evaluate(#"{"fn":"getAttr","argv":[{"fn":"aws.partition","argv":["\#(region)"]},"name"]}"#) == partition
        )
    }

    @Test(arguments: [
        ("a", false, true), ("a.b", false, false), ("a.b", true, true), ("a..b", true, false), ("-a", false, false),
        ("a-", false, false), ("", false, false), ("a_b", false, false),
        (String(repeating: "a", count: 64), true, false),
    ]) func `a host label is letters, digits and inner hyphens`(_ text: String, _ dots: Bool, _ valid: Bool) throws {
        #expect(try evaluate(#"{"fn":"isValidHostLabel","argv":["\#(text)",\#(dots)]}"#) == (valid ? "True" : "False"))
    }

    @Test(arguments: [("abc", true), ("ab", false), ("aBc", false), ("192.168.0.1", false), ("a.b.c", true)])
    func `a bucket in the host name is in lower case and no address`(_ bucket: String, _ valid: Bool) throws {
        #expect(
            try evaluate(#"{"fn":"aws.isVirtualHostableS3Bucket","argv":["\#(bucket)",true]}"#)
                == (valid ? "True" : "False"))
    }
}
