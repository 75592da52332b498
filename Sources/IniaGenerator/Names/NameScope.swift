/// Names of one scope, no two alike. Which name a thing has depends on the model alone, not on what of it is selected.
struct NameScope {
    private var taken: Set<String>

    /// A scope in which some names mean something already.
    init(reserved: Set<String> = []) { taken = reserved }

    /// Takes a name, or the first of its variants that is free: with an underscore, then with a number.
    mutating func take(_ name: String) -> String {
        var candidate = name
        var number = 1
        while !taken.insert(candidate).inserted {
            number += 1
            candidate = number == 2 ? name + "_" : "\(name)_\(number)"
        }
        return candidate
    }

    /// Takes a type's name, with `Shape` after it where it is not free.
    mutating func takeType(_ name: String) -> String {
        var candidate = name
        while !taken.insert(candidate).inserted { candidate += "Shape" }
        return candidate
    }

    /// Names of things in their order; those whose own name is already as Swift has it keep it.
    static func names(
        of things: [String], reserved: Set<String>, as spelling: (String) -> String
    ) -> [String] {
        var scope = NameScope(reserved: reserved)
        var names = things.map { spelling($0) }
        var isNamed = things.map { _ in false }
        for index in things.indices where names[index] == things[index] {
            names[index] = scope.take(names[index])
            isNamed[index] = true
        }
        for index in things.indices where !isNamed[index] { names[index] = scope.take(names[index]) }
        return names
    }
}
