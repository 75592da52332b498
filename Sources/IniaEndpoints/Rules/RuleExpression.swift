/// An expression in its compiled form: names are resolved to slots, templates are cut.
indirect enum RuleExpression: Sendable {
    case literal(RuleValue)
    case reference(slot: Int)
    case template(RuleTemplate)
    case call(RuleCall)
}

/// A call of a function of the rules language.
final class RuleCall: Sendable {
    let function: RuleFunction
    let arguments: [RuleExpression]
    /// Where the result goes, for calls that name it.
    let assignment: Assignment?

    struct Assignment: Sendable {
        let slot: Int
        let name: String
    }

    init(_ function: RuleFunction, _ arguments: [RuleExpression], assignment: Assignment?) {
        self.function = function
        self.arguments = arguments
        self.assignment = assignment
    }
}

/// The functions of the rules language.
enum RuleFunction: Sendable {
    case isSet
    case not
    /// The path is cut when the rule is compiled.
    case getAttribute(RulePath)
    case booleanEquals
    case stringEquals
    case substring
    case uriEncode
    case parseURL
    case isValidHostLabel
    case partition
    case parseARN
    case isVirtualHostableBucket
    case coalesce
    case split
    case ifThenElse

    /// The function of a name and the number of arguments that it takes; `coalesce` takes any.
    static func named(_ name: String, path: () throws(EndpointError) -> RulePath) throws(EndpointError)
        -> (function: RuleFunction, arity: Int?)?
    {
        switch name {
        case "isSet": (.isSet, 1)
        case "not": (.not, 1)
        case "getAttr": (.getAttribute(try path()), 2)
        case "booleanEquals": (.booleanEquals, 2)
        case "stringEquals": (.stringEquals, 2)
        case "substring": (.substring, 4)
        case "uriEncode": (.uriEncode, 1)
        case "parseURL": (.parseURL, 1)
        case "isValidHostLabel": (.isValidHostLabel, 2)
        case "aws.partition": (.partition, 1)
        case "aws.parseArn": (.parseARN, 1)
        case "aws.isVirtualHostableS3Bucket": (.isVirtualHostableBucket, 2)
        case "coalesce": (.coalesce, nil)
        case "split": (.split, 3)
        case "ite": (.ifThenElse, 3)
        default: nil
        }
    }
}
