internal import IniaPrimitives

/// The names that a mistaken one may have been meant for, the nearest first; at most three.
///
/// Case, hyphens and underscores do not count, so that `get_object` finds `GetObject`.
package func nearest(to mistaken: String, among names: [String]) -> [String] {
    nearest(to: mistaken, among: names.map { (name: $0, spellings: [$0]) })
}

/// The names that a mistaken one may have been meant for, where each is known by several spellings.
package func nearest(to mistaken: String, among names: [(name: String, spellings: [String])]) -> [String] {
    let sought = plain(mistaken)
    guard !sought.isEmpty, sought.count <= 100 else { return [] }
    let limit = max(1, sought.count / 3)
    var found: [[String]] = Array(repeating: [], count: limit + 1)
    for (name, spellings) in names {
        let distances = spellings.map { distance(from: sought, to: plain($0), limit: limit) }
        if let least = distances.min(), least <= limit { found[least].append(name) }
    }
    return Array(found.flatMap { $0.sortedByBytes() }.prefix(3))
}

private func plain(_ name: String) -> [UInt8] {
    name.lowercased().utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: " ") }
}

/// How many letters must be added, dropped or changed to make one text of another; some number over the limit where
/// it is beyond that.
private func distance(from left: [UInt8], to right: [UInt8], limit: Int) -> Int {
    guard abs(left.count - right.count) <= limit else { return limit + 1 }
    var row = Array(0...right.count)
    for (index, letter) in left.enumerated() {
        var diagonal = row[0]
        row[0] = index + 1
        for position in right.indices {
            let above = row[position + 1]
            row[position + 1] = min(above + 1, row[position] + 1, diagonal + (letter == right[position] ? 0 : 1))
            diagonal = above
        }
    }
    return row[right.count]
}
