/// The way from an input to one of its values. It is put into words only where something is wrong there.
struct ValuePath {
    enum Step {
        /// A member of a structure, or a map's value.
        case member(String)
        case index(Int)
        /// A map's key itself.
        case key(String)
        /// A key in open content, where names begin anew.
        case documentKey(String)
    }

    private var steps: [Step] = []

    var depth: Int { steps.count }

    mutating func push(_ step: Step) { steps.append(step) }

    mutating func pop() { steps.removeLast() }

    /// The way in words: `Tags[0].Key`, or `input` for the input itself.
    var text: String {
        var text = ""
        for step in steps {
            switch step {
            case .member(let name): text += ".\(name)"
            case .index(let position): text += "[\(position)]"
            case .key(let key): text += " (key: \(key))"
            case .documentKey(let key): text = key
            }
        }
        if text.isEmpty { return "input" }
        return text.hasPrefix(".") ? String(text.dropFirst()) : text
    }
}
