import IniaHTTP
import IniaPrimitives

@testable import IniaCalls

extension Attempt {
    static let time = Timestamp(seconds: 1_767_323_045)

    static func success(_ number: Int = 1, service: String = "dynamodb", cost: Int = 0) -> Attempt {
        Attempt(
            operation: OperationIdentity(service: service, operation: "ListTables"), number: number, outcome: .success,
            status: 200, cost: cost, now: time)
    }

    static func refused(
        _ code: String, status: Int = 400, number: Int = 1, service: String = "dynamodb",
        operation: String = "ListTables", headers: [(String, String)] = [], modeled: ModeledRetry? = nil
    ) throws -> Attempt {
        var fields = HTTPHeaders()
        for (name, value) in headers { try fields.add(name, value) }
        let error = ServiceError(
            code: code, message: "", operation: operation,
            metadata: ResponseMetadata(status: status, headers: fields, attempts: number))
        return Attempt(
            operation: OperationIdentity(service: service, operation: operation), number: number,
            outcome: .refused(error), status: status, headers: fields, modeledRetry: modeled, now: time)
    }

    static func failed(_ code: TransportError.Code, number: Int = 1, service: String = "dynamodb") -> Attempt {
        Attempt(
            operation: OperationIdentity(service: service, operation: "ListTables"), number: number,
            outcome: .failed(TransportError(code, during: "reading")), now: time)
    }
}
