import Inia

/// The aws command line's text form: scalars of a structure in one line with tabs between, in the order of their keys;
/// what is nested in lines of its own, each headed by its key in capitals.
enum TabbedText {
    /// The lines of a value.
    static func text(_ value: Value) -> String {
        var out = ""
        write(value, heading: nil, keys: nil, into: &out)
        return out
    }

    private static func write(_ value: Value, heading: String?, keys: [String]?, into out: inout String) {
        if value.isMap {
            write(value.asDictionary, heading: heading, keys: keys, into: &out)
        } else if value.isList {
            write(value.asList, heading: heading, into: &out)
        } else {
            out += JSONText.plain(value) + "\n"
        }
    }

    private static func write(_ elements: [Value], heading: String?, into out: inout String) {
        if elements.contains(where: \.isMap) {
            // Every structure of a list has the same columns.
            let keys = Set(elements.flatMap { $0.asEntries.filter { !$0.value.isNested }.map(\.key) }).sorted()
            for element in elements { write(element, heading: heading, keys: keys, into: &out) }
            return
        }
        let scalars = elements.filter { !$0.isNested }.map(JSONText.plain)
        if !scalars.isEmpty {
            if let heading {
                for scalar in scalars { out += "\(heading.uppercased())\t\(scalar)\n" }
            } else {
                out += scalars.joined(separator: "\t") + "\n"
            }
        }
        for element in elements where element.isNested { write(element, heading: heading, keys: nil, into: &out) }
    }

    private static func write(_ members: [String: Value], heading: String?, keys: [String]?, into out: inout String) {
        let names = members.keys.sorted()
        let columns = keys ?? names.filter { members[$0]?.isNested == false }
        if !columns.isEmpty {
            let cells = columns.map { members[$0].map(JSONText.plain) ?? "" }
            out += ((heading.map { [$0.uppercased()] } ?? []) + cells).joined(separator: "\t") + "\n"
        }
        for name in names where !columns.contains(name) {
            if let value = members[name] { write(value, heading: name, keys: nil, into: &out) }
        }
    }
}

extension Value {
    fileprivate var isMap: Bool {
        switch self {
        case .map, .structure, .attribute, .document(.map): true
        default: false
        }
    }

    fileprivate var isList: Bool {
        switch self {
        case .list, .document(.list): true
        default: false
        }
    }

    fileprivate var isNested: Bool { isMap || isList }
}
