// Generated from the model of Zoo by Inia; changes are lost.
// swift-format-ignore-file

import Inia

extension Zoo {
    typealias FeedInput = Inia.Typed<Fields.FeedRequest>
    typealias FeedOutput = Inia.Typed<Inia.NoFields>
    typealias GetAnimalInput = Inia.Typed<Fields.GetAnimalRequest>
    typealias GetAnimalOutput = Inia.Typed<Fields.Animal>
    typealias ImportInput = Inia.Typed<Inia.NoFields>
    typealias ImportOutput = Inia.Typed<Inia.NoFields>
    typealias ListAnimalsInput = Inia.Typed<Fields.ListAnimalsRequest>
    typealias ListAnimalsOutput = Inia.Typed<Fields.ListAnimalsOutput>
    typealias WatchInput = Inia.Typed<Inia.NoFields>
    typealias WatchOutput = Inia.Typed<Fields.WatchOutput>
    typealias Animal = Inia.Typed<Fields.Animal>
    typealias Fish = Inia.Typed<Fields.Fish>
    typealias Lost = Inia.Typed<Fields.Lost>
    typealias Schedule = Inia.Typed<Fields.Schedule>
    typealias Seen = Inia.Typed<Fields.Seen>
    typealias TypeShape = Inia.Typed<Fields.TypeShape>

    nonisolated struct Kind: Inia.OpenEnum {
        let rawValue: Swift.String
        init(rawValue: Swift.String) { self.rawValue = rawValue }
        static var dolphin: Self { .init(rawValue: "DOLPHIN") }
        static var seaLion: Self { .init(rawValue: "sea-lion") }
        static var none_: Self { .init(rawValue: "none") }
        static var dolphin2: Self { .init(rawValue: "DOLPHIN_2") }
        static var _2_5: Self { .init(rawValue: "2.5") }
        static var asterisk: Self { .init(rawValue: "*") }
    }

    nonisolated indirect enum Food: Inia.HashableUnion {
        case fish(Fish)
        case mix(Food)
        case none_(Swift.String)
        case riddle(Swift.String)
        case unknown(Inia.Value)

        static func shape() -> Inia.ShapeName { .init("Food", of: _model) }
        init(_member member: Inia.UnionMember) {
            switch member.index {
            case 0: self = member.as { .fish($0) }
            case 1: self = member.as { .mix($0) }
            case 2: self = member.as { .none_($0) }
            case 3: self = member.as { .riddle($0) }
            default: self = member.asUnknown()
            }
        }
        var _member: Inia.UnionMember {
            switch self {
            case .fish(let value): .init(0, value)
            case .mix(let value): .init(1, value)
            case .none_(let value): .init(2, value)
            case .riddle(let value): .init(3, value)
            case .unknown(let value): .init(unknown: value)
            }
        }
    }

    nonisolated enum Sightings: Inia.EventUnion {
        typealias Failure = Error
        case seen(Seen)
        case unknown(Inia.Value)

        static func shape() -> Inia.ShapeName { .init("Sightings", of: _model) }
        init(_member member: Inia.UnionMember) {
            switch member.index {
            case 0: self = member.as { .seen($0) }
            default: self = member.asUnknown()
            }
        }
        var _member: Inia.UnionMember {
            switch self {
            case .seen(let value): .init(0, value)
            case .unknown(let value): .init(unknown: value)
            }
        }
    }

    nonisolated enum Fields {
        nonisolated struct Animal: Inia.HashableFields {
            init() {}
            static func shape() -> Inia.ShapeName { .init("Animal", of: _model) }
            var eTag: Inia.FieldKey<Swift.String> { .init(0) }
            var kind: Inia.FieldKey<Kind> { .init(1) }
            var young: Inia.FieldKey<[Inia.Typed<Animal>]> { .init(2) }
            var food: Inia.FieldKey<Food> { .init(3) }
            var secret: Inia.FieldKey<Swift.String> { .init(4) }
            var born: Inia.FieldKey<Inia.Timestamp> { .init(5) }
            var type: Inia.FieldKey<Inia.Typed<TypeShape>> { .init(6) }
            var notes: Inia.FieldKey<[Kind: Swift.String]> { .init(7) }
            var picture: Inia.FieldKey<Inia.Bytes> { .init(8) }
            var open: Inia.FieldKey<Inia.Document> { .init(9) }
            var aliases: Inia.FieldKey<[Swift.String?]> { .init(10) }
            var weight: Inia.FieldKey<Swift.Double> { .init(11) }
            var count: Inia.FieldKey<Swift.Int> { .init(12) }
            var isTame: Inia.FieldKey<Swift.Bool> { .init(13) }
            var item: Inia.FieldKey<Inia.AttributeValue> { .init(14) }
        }
        nonisolated struct FeedRequest: Inia.HashableFields {
            init() {}
            static func shape() -> Inia.ShapeName { .init("FeedRequest", of: _model) }
            var food: Inia.FieldKey<Food> { .init(0) }
            var schedule: Inia.FieldKey<Inia.Typed<Schedule>> { .init(1) }
        }
        nonisolated struct Fish: Inia.HashableFields {
            init() {}
            static func shape() -> Inia.ShapeName { .init("Fish", of: _model) }
            var species: Inia.FieldKey<Swift.String> { .init(0) }
        }
        nonisolated struct GetAnimalRequest: Inia.HashableFields {
            init() {}
            static func shape() -> Inia.ShapeName { .init("GetAnimalRequest", of: _model) }
            var name: Inia.FieldKey<Swift.String> { .init(0) }
            var options: Inia.FieldKey<[Swift.String]> { .init(1) }
            var token: Inia.FieldKey<Swift.String> { .init(2) }
            var hash_: Inia.FieldKey<Swift.String> { .init(3) }
            @available(*, deprecated, message: "default is deprecated")
            var `default`: Inia.FieldKey<Swift.String> { .init(4) }
        }
        nonisolated struct ListAnimalsOutput: Inia.HashableFields, Inia.PagedFields {
            init() {}
            static func shape() -> Inia.ShapeName { .init("ListAnimalsOutput", of: _model) }
            var animals: Inia.FieldKey<[Inia.Typed<Animal>]> { .init(0) }
            var nextToken: Inia.FieldKey<Swift.String> { .init(1) }
        }
        nonisolated struct ListAnimalsRequest: Inia.HashableFields {
            init() {}
            static func shape() -> Inia.ShapeName { .init("ListAnimalsRequest", of: _model) }
            var nextToken: Inia.FieldKey<Swift.String> { .init(0) }
        }
        nonisolated struct Lost: Inia.HashableFields {
            init() {}
            static func shape() -> Inia.ShapeName { .init("Lost", of: _model) }
            var message: Inia.FieldKey<Swift.String> { .init(0) }
        }
        nonisolated struct NoSuchAnimal: Inia.HashableFields {
            init() {}
            static func shape() -> Inia.ShapeName { .init("NoSuchAnimal", of: _model) }
            var message: Inia.FieldKey<Swift.String> { .init(0) }
            var nearest: Inia.FieldKey<Swift.String> { .init(1) }
        }
        nonisolated struct Schedule: Inia.HashableFields {
            init() {}
            static func shape() -> Inia.ShapeName { .init("Schedule", of: _model) }
            var hour: Inia.FieldKey<Swift.Int> { .init(0) }
        }
        nonisolated struct Seen: Inia.HashableFields {
            init() {}
            static func shape() -> Inia.ShapeName { .init("Seen", of: _model) }
            var name: Inia.FieldKey<Swift.String> { .init(0) }
        }
        nonisolated struct TypeShape: Inia.HashableFields {
            init() {}
            static func shape() -> Inia.ShapeName { .init("Type", of: _model) }
            var error: Inia.FieldKey<Swift.String> { .init(0) }
        }
        nonisolated struct WatchOutput: Inia.Fields {
            init() {}
            static func shape() -> Inia.ShapeName { .init("WatchOutput", of: _model) }
            var events: Inia.FieldKey<Inia.Events<Sightings>> { .init(0) }
        }
    }
}
