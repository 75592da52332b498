import IniaEndpoints
import Testing

@Suite struct LegacyEndpointsTests {
    private let endpoints: LegacyEndpoints

    init() throws {
        endpoints = try LegacyEndpoints(
            try json(
                #"""
                {"partitions":[{"partition":"aws","dnsSuffix":"amazonaws.com","regionRegex":"^us\\-\\w+\\-\\d+$",
                  "regions":{"us-east-1":{},"us-west-2":{}},
                  "defaults":{"hostname":"{service}.{region}.{dnsSuffix}","protocols":["https"],"signatureVersions":["v4"],
                    "variants":[{"tags":["fips"],"dnsSuffix":"amazonaws.com","hostname":"{service}-fips.{region}.{dnsSuffix}"}]},
                  "services":{
                    "iam":{"isRegionalized":false,"partitionEndpoint":"aws-global","endpoints":{"aws-global":{
                      "hostname":"iam.amazonaws.com","credentialScope":{"region":"us-east-1"}}}},
                    "s3":{"partitionEndpoint":"aws-global","defaults":{"signatureVersions":["s3v4"]},"endpoints":{
                      "us-west-2":{"variants":[{"tags":["dualstack"],"hostname":"s3.dualstack.us-west-2.amazonaws.com"}]},
                      "us-east-1":{},"aws-global":{"hostname":"s3.amazonaws.com"}}}}},
                 {"partition":"aws-iso","dnsSuffix":"c2s.ic.gov","regions":{"us-iso-east-1":{}},
                  "defaults":{"hostname":"{service}.{region}.{dnsSuffix}"},"services":{}}]}
                """#))
    }

    @Test func `a regional endpoint is put together from its partition's template`() throws {
        #expect(
            try endpoints.resolve("sqs", region: "us-west-2")
                == LegacyEndpoint(
                    partition: "aws", name: "us-west-2", hostname: "sqs.us-west-2.amazonaws.com",
                    dnsSuffix: "amazonaws.com", protocols: ["https"], signatureVersions: ["v4"]))
    }

    @Test func `a service without regions has its partition's endpoint everywhere`() throws {
        let iam = try endpoints.resolve("iam", region: "us-west-2")
        #expect(iam?.name == "aws-global")
        #expect(iam?.hostname == "iam.amazonaws.com")
        #expect(iam?.signingRegion == "us-east-1")
        #expect(try endpoints.resolve("iam", region: nil) == iam)
    }

    @Test func `variants are asked for by their tags`() throws {
        #expect(
            try endpoints.resolve("s3", region: "us-west-2", dualStack: true)?.hostname
                == "s3.dualstack.us-west-2.amazonaws.com")
        #expect(
            try endpoints.resolve("sqs", region: "us-west-2", fips: true)?.hostname
                == "sqs-fips.us-west-2.amazonaws.com")
        #expect(throws: EndpointError.self) { try endpoints.resolve("sqs", region: "us-west-2", dualStack: true) }
        #expect(throws: EndpointError.self) {
            try endpoints.resolve("sqs", region: "us-iso-east-1", partition: "aws-iso", dualStack: true)
        }
    }

    @Test func `an unknown region has an endpoint only in a partition that is named`() throws {
        #expect(try endpoints.resolve("sqs", region: "mars") == nil)
        #expect(try endpoints.resolve("sqs", region: "mars", partition: "aws")?.hostname == "sqs.mars.amazonaws.com")
        #expect(throws: EndpointError.self) { try endpoints.resolve("sqs", region: nil) }
    }

    @Test func `regions and partitions are listed`() throws {
        #expect(endpoints.partitionNames == ["aws", "aws-iso"])
        #expect(try endpoints.partition(of: "us-new-7") == "aws")
        #expect(throws: EndpointError.self) { try endpoints.partition(of: "mars") }
        #expect(try endpoints.endpointNames(of: "s3") == ["us-west-2", "us-east-1"])
        #expect(try endpoints.endpointNames(of: "s3", regionsOnly: false) == ["us-west-2", "us-east-1", "aws-global"])
        #expect(try endpoints.endpointNames(of: "s3", dualStack: true) == ["us-west-2"])
    }
}
