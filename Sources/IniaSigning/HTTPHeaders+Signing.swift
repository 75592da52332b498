internal import IniaHTTP

extension HTTPHeaders {
    /// Puts a field after all others, in place of any of its name.
    ///
    /// - Throws: ``SigningError/Code/unusableCredentials`` where the value cannot stand in a header; all values that
    ///   signing adds come from credentials.
    mutating func replace(_ name: String, _ value: String) throws(SigningError) {
        remove(name)
        do { try add(name, value) } catch {
            throw SigningError(.unusableCredentials, during: "setting the header \(name)", cause: error)
        }
    }
}
