import IniaCalls
import IniaModels
import IniaPrimitives
import IniaShapes
import IniaText
import Testing

@testable import Inia

@Suite struct PaginationStateTests {
    /// A plan as the models have them: names joined by commas.
    static func plan(
        tokens: [(String, String)] = [("Marker", "NextMarker")], results: [String] = ["Items"], more: String? = nil,
        limit: String? = "MaxKeys", isLimitText: Bool = false, nonAggregate: [String] = []
    ) throws -> PaginationPlan {
        var model = PaginatorModel()
        model.inputTokens = tokens.map(\.0)
        model.outputTokens = tokens.map(\.1)
        model.resultKeys = results
        model.moreResults = more
        model.limitKey = limit
        model.nonAggregateKeys = nonAggregate
        return try PaginationPlan(model, isLimitText: isLimitText)
    }

    /// Runs pages through an iteration: the inputs asked for, the pages given and where to go on.
    private func run(
        _ plan: PaginationPlan, _ answers: [Value], input: Value = ["Bucket": "b"],
        _ options: PaginationOptions = PaginationOptions()
    ) throws -> (inputs: [Value], pages: [Value], resume: String?) {
        var state = try PaginationState(plan, input: input, options)
        var (inputs, pages): ([Value], [Value]) = ([], [])
        for answer in answers {
            guard let input = try state.nextInput() else { break }
            inputs.append(input)
            pages.append(try state.receive(answer))
        }
        return (inputs, pages, state.resumeToken)
    }

    private static let three: [Value] = [
        ["Items": [1, 2], "NextMarker": "a"], ["Items": [3, 4], "NextMarker": "b"], ["Items": [5]],
    ]

    @Test func `each page's token is the next call's`() throws {
        let (inputs, pages, resume) = try run(Self.plan(), Self.three)
        #expect(inputs == [["Bucket": "b"], ["Bucket": "b", "Marker": "a"], ["Bucket": "b", "Marker": "b"]])
        #expect(pages == Self.three && resume == nil)
    }

    @Test func `an iteration ends with a page without a token, or with an empty one`() throws {
        for token: Value in ["", nil, 0, [], false] {
            let pages = try run(Self.plan(), [["Items": [1], "NextMarker": token], ["Items": [2]]]).pages
            #expect(pages.count == 1)
        }
    }

    @Test func `where the output says whether there is more, that counts`() throws {
        let plan = try Self.plan(more: "IsTruncated")
        let answers: [Value] = [
            ["Items": [1], "NextMarker": "a", "IsTruncated": true],
            ["Items": [2], "NextMarker": "b", "IsTruncated": false],
            ["Items": [3]],
        ]
        #expect(try run(plan, answers).inputs.count == 2)
    }

    @Test func `tokens may be several, and found by expressions`() throws {
        let plan = try Self.plan(tokens: [("A", "Next.A"), ("B", "NextB || Items[-1]")])
        let answers: [Value] = [["Items": [1, 2], "Next": ["A": "x"]], ["Items": [3], "NextB": "y"], ["Items": []]]
        #expect(
            try run(plan, answers, input: [:]).inputs == [[:], ["A": "x", "B": 2], ["B": "y"]])
    }

    @Test func `the same token twice is an error, told after the page`() throws {
        var state = try PaginationState(Self.plan(), input: [:], PaginationOptions())
        _ = try state.receive(["Items": [1], "NextMarker": "a"])
        #expect(try state.receive(["Items": [2], "NextMarker": "a"]) == ["Items": [2], "NextMarker": "a"])
        let error = #expect(throws: CallError.self) { try state.nextInput() }
        #expect(error?.code == .pagination)
    }

    @Test func `a page size is put where the operation takes it, as a text where that is one`() throws {
        let options = PaginationOptions(pageSize: 7)
        #expect(try run(Self.plan(), [[:]], input: [:], options).inputs == [["MaxKeys": 7]])
        #expect(try run(Self.plan(isLimitText: true), [[:]], input: [:], options).inputs == [["MaxKeys": "7"]])
        #expect(throws: CallError.self) { try run(Self.plan(limit: nil), [[:]], input: [:], options) }
    }

    @Test func `a limit cuts the page that goes beyond it, and another iteration goes on there`() throws {
        let first = try run(Self.plan(), Self.three, PaginationOptions(maxItems: 3))
        #expect(first.pages == [["Items": [1, 2], "NextMarker": "a"], ["Items": [3], "NextMarker": "b"]])
        #expect(first.resume == "eyJNYXJrZXIiOiAiYSIsICJib3RvX3RydW5jYXRlX2Ftb3VudCI6IDF9")
        let second = try run(Self.plan(), Array(Self.three[1...]), PaginationOptions(startingToken: first.resume))
        #expect(second.inputs.first == ["Bucket": "b", "Marker": "a"])
        #expect(second.pages.map(\.Items) == [[4], [5]])
    }

    @Test func `a limit within the page where an iteration went on counts from the page's start`() throws {
        let one = try run(Self.plan(), [["Items": [1, 2, 3, 4]]], PaginationOptions(maxItems: 1))
        let two = try run(
            Self.plan(), [["Items": [1, 2, 3, 4]]], PaginationOptions(maxItems: 1, startingToken: one.resume))
        #expect(two.pages.map(\.Items) == [[2]])
        let three = try run(Self.plan(), [["Items": [1, 2, 3, 4]]], PaginationOptions(startingToken: two.resume))
        #expect(three.pages.map(\.Items) == [[3, 4]])
    }

    @Test(arguments: [Int64.min, -1, .max])
    func `whatever a token says was taken, an iteration goes on`(taken: Int64) throws {
        let token = Base64.encode(Bytes(utf8: #"{"Marker": null, "boto_truncate_amount": \#(taken)}"#))
        for limit in [-1, 0, 1, .max] {
            let options = PaginationOptions(maxItems: limit, startingToken: token)
            #expect(try run(Self.plan(), Self.three, options).pages.isEmpty == false)
        }
    }

    @Test func `a limit at the end of a page leaves the service's own token`() throws {
        let (_, pages, resume) = try run(Self.plan(), Self.three, PaginationOptions(maxItems: 4))
        #expect(pages.count == 2 && resume == "eyJNYXJrZXIiOiAiYiJ9")
        #expect(try run(Self.plan(), Self.three, PaginationOptions(maxItems: 5)).resume == nil)
    }

    @Test func `an iteration that goes on leaves out other results of its first page, but keeps numbers`() throws {
        let plan = try Self.plan(results: ["Items", "Prefixes", "Count", "Note"])
        let answer: Value = ["Items": [1, 2, 3], "Prefixes": ["p"], "Count": 3, "Note": "n"]
        let token = try run(plan, [answer], PaginationOptions(maxItems: 1)).resume
        #expect(
            try run(plan, [answer], PaginationOptions(startingToken: token)).pages
                == [["Items": [2, 3], "Prefixes": [], "Count": 3, "Note": ""]])
    }

    @Test func `results deep in the page are cut there`() throws {
        let plan = try Self.plan(results: ["List.Items"])
        let page = try run(plan, [["List": ["Items": [1, 2], "Other": 1]]], PaginationOptions(maxItems: 1)).pages
        #expect(page == [["List": ["Items": [1], "Other": 1]]])
    }

    @Test func `a structure is cut as a structure`() throws {
        let shape = Shape(
            name: "Out", kind: .structure,
            members: Members([
                Member(name: "Items", index: 0, isRequired: false, reference: Reference(to: "L", in: NoShapes())),
                Member(name: "Other", index: 1, isRequired: false, reference: Reference(to: "S", in: NoShapes())),
            ]))
        var page = Structure(shape)
        page["Items"] = ["a", "b"]
        page["Other"] = "c"
        let cut = try run(Self.plan(), [.structure(page)], PaginationOptions(maxItems: 1)).pages[0]
        page["Items"] = ["a"]
        #expect(cut == .structure(page))
    }

    @Test func `a path that cannot be set stops a limit, not an iteration`() throws {
        let plan = try Self.plan(results: ["Groups[].Items[]"])
        let answer: Value = ["Groups": [["Items": [1, 2]]]]
        #expect(try run(plan, [answer]).pages == [answer])
        #expect(throws: CallError.self) { try run(plan, [answer], PaginationOptions(maxItems: 1)) }
    }

    @Test func `a starting token of the service's own is passed on`() throws {
        let inputs = try run(Self.plan(), [[:]], input: [:], PaginationOptions(startingToken: "opaque!")).inputs
        #expect(inputs == [["Marker": "opaque!"]])
    }
}

private struct NoShapes: ShapeSource {
    func shape(named name: String) throws(ModelError) -> Shape { throw ModelError(.unknownShape, name) }
}
