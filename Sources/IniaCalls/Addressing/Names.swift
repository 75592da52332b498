/// The spellings of AWS's names.
enum Names {
    /// A name in `snake_case`, as botocore spells it: a capital begins a word where a small letter or a digit stands
    /// before it, or a small letter after it.
    static func snakeCase(_ name: String) -> String {
        if name.contains("_") { return name }
        let letters = Array(name.utf8)
        var words: [UInt8] = []
        for (index, letter) in letters.enumerated() {
            let isCapital = letter >= 0x41 && letter <= 0x5A
            if isCapital, index > 0 {
                let before = letters[index - 1]
                let after = index + 1 < letters.count ? letters[index + 1] : 0
                if before.isASCIILowercase || before.isASCIIDigit || after.isASCIILowercase { words.append(0x5F) }
            }
            words.append(isCapital ? letter | 0x20 : letter)
        }
        return String(decoding: words, as: UTF8.self)
    }
}
