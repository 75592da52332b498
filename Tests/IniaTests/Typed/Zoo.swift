// Generated from the model of Zoo by Inia; changes are lost.
// swift-format-ignore-file

import Inia

actor Zoo: Inia.TypedClient {
    nonisolated let asClient: Inia.Client
    nonisolated static var _model: Inia.EmbeddedService { model }

    init(_ client: Inia.Client) { asClient = client }

    nonisolated enum Error: Inia.TypedFailure {
        case lost(Inia.ErrorInfo<Fields.Lost>)
        case noSuchAnimal(Inia.ErrorInfo<Fields.NoSuchAnimal>)
        case unknown(Inia.ServiceError)

        init(_ error: Inia.ServiceError) {
            switch error.shape {
            case "Lost": self = .lost(.init(error))
            case "NoSuchAnimal": self = .noSuchAnimal(.init(error))
            default: self = .unknown(error)
            }
        }

        var asServiceError: Inia.ServiceError {
            switch self {
            case .lost(let error): error.asServiceError
            case .noSuchAnimal(let error): error.asServiceError
            case .unknown(let error): error
            }
        }
    }
}

extension Zoo {
    @discardableResult
    nonisolated(nonsending) func feed(
        food: Food, _ _fill: (inout FeedInput) -> Swift.Void = { _ in },
        options _options: (inout Inia.CallOptions) -> Swift.Void = { _ in }
    ) async throws -> FeedOutput {
        try await call(.init("Feed", [.init(0, food)], _fill), options: _options)
    }

    @discardableResult
    nonisolated(nonsending) func getAnimal(
        name: Swift.String, options_: [Swift.String], _ _fill: (inout GetAnimalInput) -> Swift.Void = { _ in },
        options _options: (inout Inia.CallOptions) -> Swift.Void = { _ in }
    ) async throws -> GetAnimalOutput {
        try await call(.init("GetAnimal", [.init(0, name), .init(1, options_)], _fill), options: _options)
    }

    @available(*, deprecated, message: "Import is deprecated")
    @discardableResult
    nonisolated(nonsending) func `import`(
        _ _fill: (inout ImportInput) -> Swift.Void = { _ in },
        options _options: (inout Inia.CallOptions) -> Swift.Void = { _ in }
    ) async throws -> ImportOutput {
        try await call(.init("Import", [], _fill), options: _options)
    }

    @discardableResult
    nonisolated(nonsending) func listAnimals(
        _ _fill: (inout ListAnimalsInput) -> Swift.Void = { _ in },
        options _options: (inout Inia.CallOptions) -> Swift.Void = { _ in }
    ) async throws -> ListAnimalsOutput {
        try await call(.init("ListAnimals", [], _fill), options: _options)
    }

    @discardableResult
    nonisolated(nonsending) func watch(
        _ _fill: (inout WatchInput) -> Swift.Void = { _ in },
        options _options: (inout Inia.CallOptions) -> Swift.Void = { _ in }
    ) async throws -> WatchOutput {
        try await call(.init("Watch", [], _fill), options: _options)
    }
}

nonisolated extension Inia.TypedRequest where Service == Zoo {
    static func feed(
        food: Zoo.Food, _ _fill: (inout Zoo.FeedInput) -> Swift.Void = { _ in }
    ) -> Inia.TypedRequest<Zoo, Inia.NoFields> {
        .init("Feed", [.init(0, food)], _fill)
    }
    static func getAnimal(
        name: Swift.String, options_: [Swift.String], _ _fill: (inout Zoo.GetAnimalInput) -> Swift.Void = { _ in }
    ) -> Inia.TypedRequest<Zoo, Zoo.Fields.Animal> {
        .init("GetAnimal", [.init(0, name), .init(1, options_)], _fill)
    }
    @available(*, deprecated, message: "Import is deprecated")
    static func `import`(
        _ _fill: (inout Zoo.ImportInput) -> Swift.Void = { _ in }
    ) -> Inia.TypedRequest<Zoo, Inia.NoFields> {
        .init("Import", [], _fill)
    }
    static func listAnimals(
        _ _fill: (inout Zoo.ListAnimalsInput) -> Swift.Void = { _ in }
    ) -> Inia.TypedRequest<Zoo, Zoo.Fields.ListAnimalsOutput> {
        .init("ListAnimals", [], _fill)
    }
    static func watch(
        _ _fill: (inout Zoo.WatchInput) -> Swift.Void = { _ in }
    ) -> Inia.TypedRequest<Zoo, Zoo.Fields.WatchOutput> {
        .init("Watch", [], _fill)
    }
}

nonisolated extension Inia.TypedWait where Service == Zoo {
    static func animalExists(
        name: Swift.String, options_: [Swift.String], _ _fill: (inout Zoo.GetAnimalInput) -> Swift.Void = { _ in }
    ) -> Inia.TypedWait<Zoo> {
        .init("AnimalExists", [.init(0, name), .init(1, options_)], _fill)
    }
}
