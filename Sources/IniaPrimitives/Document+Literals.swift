extension Document: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// A text.
    public init(stringLiteral text: String) { self = .string(text) }
    /// A whole number.
    public init(integerLiteral number: Int64) { self = .integer(number) }
    /// A number with a fraction.
    public init(floatLiteral number: Double) { self = .float(number) }
    /// A truth value.
    public init(booleanLiteral truth: Bool) { self = .boolean(truth) }
    /// JSON's null.
    public init(nilLiteral: ()) { self = .null }
    /// A list.
    public init(arrayLiteral elements: Document...) { self = .list(elements) }

    /// A map in the order of the literal; a repeated key stands once, with its last value.
    public init(dictionaryLiteral entries: (String, Document)...) {
        var places: [String: Int] = [:]
        var kept: [Entry] = []
        for (key, value) in entries {
            if let place = places[key] {
                kept[place].value = value
            } else {
                places[key] = kept.count
                kept.append(Entry(key: key, value: value))
            }
        }
        self = .map(kept)
    }
}
