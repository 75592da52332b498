internal import IniaPrimitives
internal import IniaShapes

/// What S3 Control wants of input, and of its model, beyond what that says.
enum S3ControlInput {
    /// The endpoint rules put the account before the host; the model would do it a second time.
    static func withoutAccountPrefix(_ operation: Operation) -> Operation {
        guard operation.traits.hostPrefix == "{AccountId}.",
            operation.traits.staticContextParameters.contains(where: {
                $0.key == "RequiresAccountId" && $0.value == .boolean(true)
            })
        else { return operation }
        return operation.changed { $0.hostPrefix = nil }
    }

    /// An ARN of an Outpost's bucket or access point names the account.
    static func takeAccountFromARN(_ input: inout Value, _ call: Circumstances) throws(CallError) {
        guard call.operation.name != "CreateBucket", call.operation.name != "ListRegionalBuckets" else { return }
        if call.operation.name != "CreateAccessPoint" {
            try takeAccount(from: "Name", ofKind: "accesspoint", into: &input, call)
        }
        try takeAccount(from: "Bucket", ofKind: "bucket", into: &input, call)
    }

    private static func takeAccount(
        from name: String, ofKind kind: Substring, into input: inout Value, _ call: Circumstances
    ) throws(CallError) {
        guard let arn = input.given(name)?.asString.flatMap(ARN.init) else { return }
        guard !arn.region.hasPrefix("fips-"), !arn.region.hasSuffix("fips-") else {
            throw wrong("a FIPS region is not allowed in the ARN given as \(name)")
        }
        guard !call.options.s3.useAccelerateEndpoint else {
            throw wrong("S3 Control has no accelerated endpoints")
        }
        let parts = arn.resourceParts
        guard arn.service == "s3-outposts", parts.count == 4, parts[0] == "outpost", parts[2] == kind else {
            throw wrong("\(name) does not take this ARN")
        }
        if let given = input.given("AccountId"), given.asString != arn.account {
            throw wrong("the account in the ARN given as \(name) is not the one given as AccountId")
        }
        input.set("AccountId", .string(arn.account))
    }

    /// A missing account is a fault of the input.
    static func fault(_ message: String) -> CallError.Code? {
        message == "AccountId is required but not set" ? .validation : nil
    }

    private static func wrong(_ message: String) -> CallError { CallError(.endpoint, during: .address, message) }
}
