internal import IniaPrimitives
internal import IniaShapes

extension Value {
    /// Feeds the value into a hasher, so that equal values give equal hashes; streams give nothing.
    func hash(into hasher: inout Hasher) {
        switch self {
        case .null, .body, .events: break
        case .boolean(let truth): hasher.combine(truth)
        case .integer(let number): hasher.combine(number)
        case .float(let number): hasher.combine(number)
        case .string(let text): hasher.combine(text)
        case .blob(let bytes): hasher.combine(bytes)
        case .timestamp(let time): hasher.combine(time)
        case .list(let elements):
            hasher.combine(elements.count)
            for element in elements { element.hash(into: &hasher) }
        case .map(let entries): entries.hash(into: &hasher)
        case .structure(let structure):
            // Members may have been set in any order.
            hasher.combine(structure.slots.count)
            for slot in structure.slots.sorted(by: { $0.index < $1.index }) {
                hasher.combine(slot.index)
                slot.value.hash(into: &hasher)
            }
        case .attribute(let attribute):
            hasher.combine(attribute.memberName)
            attribute.memberValue.hash(into: &hasher)
        case .document(let document): document.hash(into: &hasher)
        }
    }
}

extension [MapEntry] {
    fileprivate func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        for entry in self {
            hasher.combine(entry.key)
            entry.value.hash(into: &hasher)
        }
    }
}

extension Document {
    fileprivate func hash(into hasher: inout Hasher) {
        switch self {
        case .null: break
        case .boolean(let truth): hasher.combine(truth)
        case .integer(let number): hasher.combine(number)
        case .float(let number): hasher.combine(number)
        case .decimal(let text), .string(let text): hasher.combine(text)
        case .list(let elements):
            hasher.combine(elements.count)
            for element in elements { element.hash(into: &hasher) }
        case .map(let entries):
            hasher.combine(entries.count)
            for entry in entries {
                hasher.combine(entry.key)
                entry.value.hash(into: &hasher)
            }
        }
    }
}
