import IniaCalls
import IniaJMESPath
import IniaModels
import IniaPrimitives
import IniaShapes
import Testing

@testable import Inia

@Suite struct WaiterStateTests {
    typealias Acceptor = WaiterModel.Acceptor

    static func plan(_ acceptors: [Acceptor], attempts: Int = 3) throws -> WaiterPlan {
        var model = WaiterModel()
        model.name = "TableExists"
        model.operation = "DescribeTable"
        model.delay = .seconds(20)
        model.maximumAttempts = attempts
        model.acceptors = acceptors
        return try WaiterPlan(model)
    }

    static func output(_ value: Value, status: Int = 200) -> WaiterAnswer {
        .output(Output(value, metadata: ResponseMetadata(status: status)))
    }

    static func refusal(_ code: String, status: Int = 400) -> WaiterAnswer {
        .refusal(
            ServiceError(
                code: code, message: "no", operation: "DescribeTable", metadata: ResponseMetadata(status: status)))
    }

    private func verdict(_ acceptor: Acceptor, _ answer: WaiterAnswer) throws -> WaiterState.Verdict {
        var state = WaiterState(try Self.plan([acceptor]))
        return try state.review(answer)
    }

    @Test func `a path's result is compared with what is expected`() throws {
        let active = Acceptor(state: .success, matcher: .path, argument: "Table.Status", expected: .string("ACTIVE"))
        #expect(try verdict(active, Self.output(["Table": ["Status": "ACTIVE"]])) == .satisfied)
        #expect(try verdict(active, Self.output(["Table": ["Status": "CREATING"]])) == .again)
        #expect(try verdict(active, Self.output([:])) == .again)
        let none = Acceptor(state: .success, matcher: .path, argument: "length(Items)", expected: .integer(0))
        #expect(try verdict(none, Self.output(["Items": []])) == .satisfied)
        let truth = Acceptor(state: .success, matcher: .path, argument: "A == B", expected: .boolean(true))
        #expect(try verdict(truth, Self.output(["A": 1, "B": 1])) == .satisfied)
    }

    @Test func `all or any of a list's elements, of which there must be one`() throws {
        let all = Acceptor(state: .success, matcher: .pathAll, argument: "I[].S", expected: .string("up"))
        let any = Acceptor(state: .success, matcher: .pathAny, argument: "I[].S", expected: .string("up"))
        let up: Value = ["I": [["S": "up"], ["S": "up"]]]
        let mixed: Value = ["I": [["S": "up"], ["S": "down"]]]
        let results = try [up, mixed, ["I": []], ["I": "up"]].map { value in
            try [verdict(all, Self.output(value)), verdict(any, Self.output(value))]
        }
        #expect(
            results == [[.satisfied, .satisfied], [.again, .satisfied], [.again, .again], [.again, .again]])
    }

    @Test func `a status counts for yes and no alike`() throws {
        let gone = Acceptor(state: .success, matcher: .status, expected: .integer(404))
        #expect(try verdict(gone, Self.refusal("404", status: 404)) == .satisfied)
        #expect(try verdict(gone, Self.output([:])) == .again)
    }

    @Test func `an error is a code, any error or none`() throws {
        let code = Acceptor(state: .success, matcher: .error, expected: .string("NotFound"))
        #expect(try verdict(code, Self.refusal("NotFound")) == .satisfied)
        #expect(try verdict(code, Self.output([:])) == .again)
        let any = Acceptor(state: .success, matcher: .error, expected: .boolean(true))
        #expect(try verdict(any, Self.refusal("X")) == .satisfied)
        #expect(try verdict(any, Self.output([:])) == .again)
        let none = Acceptor(state: .success, matcher: .error, expected: .boolean(false))
        #expect(try verdict(none, Self.output([:])) == .satisfied)
    }

    @Test func `a path never matches an error`() throws {
        let missing = Acceptor(state: .success, matcher: .path, argument: "Missing", expected: .null)
        #expect(try verdict(missing, Self.output([:])) == .satisfied)
        #expect(try verdict(missing, Self.refusal("X")) == .failed("an error occurred (X): no"))
    }

    @Test func `an output with a member named Error is no error of the service`() throws {
        let state = Acceptor(state: .success, matcher: .path, argument: "S", expected: .string("up"))
        #expect(try verdict(state, Self.output(["S": "up", "Error": ["Code": "X"]])) == .satisfied)
        #expect(try verdict(state, Self.output(["S": "down", "Error": ["Code": "X"]])) == .again)
    }

    @Test func `the first acceptor that matches counts`() throws {
        var state = WaiterState(
            try Self.plan([
                Acceptor(state: .failure, matcher: .path, argument: "S", expected: .string("bad")),
                Acceptor(state: .success, matcher: .status, expected: .integer(200)),
            ]))
        #expect(try state.review(Self.output(["S": "bad"])) == .failed("S is bad"))
        #expect(try state.review(Self.output(["S": "good"])) == .satisfied)
    }

    @Test func `the first call is one of the attempts, and the last one's state is told`() throws {
        var state = WaiterState(
            try Self.plan([Acceptor(state: .retry, matcher: .error, expected: .string("NotFound"))], attempts: 2))
        #expect(try state.review(Self.refusal("NotFound")) == .again)
        #expect(
            try state.review(Self.refusal("NotFound")) == .failed("not within 2 attempts; last, the error is NotFound"))
    }

    @Test func `an expression that cannot be evaluated is an error`() throws {
        let length = Acceptor(state: .success, matcher: .path, argument: "length(N)", expected: .integer(0))
        #expect(throws: JMESPathError.self) { try verdict(length, Self.output(["N": 1])) }
    }
}
