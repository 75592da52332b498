internal import IniaCalls
internal import IniaShapes

/// Where pages come from.
struct PageSource: Sendable {
    /// How the operation is paged.
    let plan: @Sendable () throws -> PaginationPlan
    /// Calls the operation.
    let call: @Sendable (Value) async throws -> Output
    let input: Value
}

/// Reads one page after another, and the next one ahead where that is wanted.
///
/// What was asked for ahead is cancelled when the reader is let go of.
final class PageReader {
    private let source: PageSource
    private let options: PaginationOptions
    private let readsAhead: Bool
    private var state: PaginationState?
    private var ahead: Task<Output, any Error>?
    private var isOver = false

    init(_ source: PageSource, _ options: PaginationOptions, readsAhead: Bool) {
        self.source = source
        self.options = options
        self.readsAhead = readsAhead
    }

    deinit { ahead?.cancel() }

    /// How far the iteration has come; nil before its first page.
    var progress: PaginationState? { state }

    /// The next page, or nil at the end or after an error.
    func next() async throws -> Output? {
        if isOver { return nil }
        do {
            guard let page = try await read() else {
                isOver = true
                return nil
            }
            return page
        } catch {
            isOver = true
            throw error
        }
    }

    private func read() async throws -> Output? {
        var state = try self.state ?? PaginationState(try source.plan(), input: source.input, options)
        guard let input = try state.nextInput() else { return nil }
        var output = try await answer(to: input)
        output._value = try state.receive(output._value)
        self.state = state
        if readsAhead, let input = try? state.nextInput() {
            // It goes on between two calls of `next()`, of which the later one awaits it; the reader's end cancels it.
            ahead = Task { [call = source.call] in try await call(input) }
        }
        return output
    }

    private func answer(to input: Value) async throws -> Output {
        guard let task = ahead.take() else { return try await source.call(input) }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }
}
