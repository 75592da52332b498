import Inia
import IniaPrimitives
import IniaShapes

/// `paginate`: an operation's pages against the line's replies, and two runs more for the whole and a search.
struct PaginateCommand: Command {
    static let name = "paginate"

    func answer(_ line: Line) async throws -> Document {
        var entries: [Document.Entry] = []
        var made: LineClient?
        var pages: [Document] = []
        var failure: (any Error)?
        var resumeToken: String?
        do {
            made = try LineClient(line)
        } catch {
            failure = error
        }
        if let made {
            var iterator = try paginator(made, line).makeAsyncIterator()
            do {
                while let page = try await iterator.next() { pages.append(try await TaggedValue.document(page._value)) }
                resumeToken = iterator.resumeToken
            } catch {
                failure = error
            }
        }
        entries.append(.init(key: "requests", value: made?.requests ?? .list([])))
        entries.append(.init(key: "pages", value: .list(pages)))
        if let failure {
            entries.append(.init(key: "error", value: try await ErrorAnswer.document(failure)))
            return .map(entries)
        }
        entries.append(.init(key: "resumeToken", value: resumeToken.map { .string($0) } ?? .null))
        do {
            let full = try await paginator(LineClient(line), line).full()
            entries.append(.init(key: "full", value: try await TaggedValue.document(full)))
            if let expression = try line.text("search") {
                var found: [Document] = []
                for try await value in try paginator(LineClient(line), line).search(expression) {
                    found.append(try await TaggedValue.document(value))
                }
                entries.append(.init(key: "search", value: .list(found)))
            }
        } catch {
            entries.append(.init(key: "error", value: try await ErrorAnswer.document(error)))
        }
        return .map(entries)
    }

    private func paginator(_ made: LineClient, _ line: Line) throws -> Paginator {
        let options = try line.document("pagination") ?? .null
        var paginator = made.client.paginator(try line.operation, try made.input(line))
        if let count = Self.number(options["maxItems"]) { paginator = paginator.limit(count) }
        if let count = Self.number(options["pageSize"]) { paginator = paginator.pageSize(count) }
        return paginator.resume(from: options["startingToken"]?.asString)
    }

    private static func number(_ value: Document?) -> Int? {
        value?.asInteger.map { Int(clamping: $0) } ?? value?.asString.flatMap { Int($0) }
    }
}
