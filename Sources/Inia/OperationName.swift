internal import IniaModels

extension ServiceModel {
    /// The name in the model of an operation that was spelled as Swift names things (`getObject`), as AWS does
    /// (`GetObject`), as Python does (`get_object`) or as the command line does (`get-object`).
    ///
    /// A name that fits none is given back as it is.
    package func operationName(spelled name: String) -> String {
        if hasOperation(name) { return name }
        let capital = name.prefix(1).uppercased() + name.dropFirst()
        if hasOperation(capital) { return capital }
        let plain = name.lettersAndDigits
        if let current = Self.renamedOperations[plain], hasOperation(current) { return current }
        return operationNames.first { $0.lettersAndDigits == plain } ?? name
    }
}

extension ServiceModel {
    /// Operations whose words had another order once, in botocore's Python.
    fileprivate static let renamedOperations = ["deletewhatsappmediamessage": "DeleteWhatsAppMessageMedia"]
}

extension String {
    /// The text in small letters without what divides words.
    fileprivate var lettersAndDigits: String {
        String(
            decoding: utf8.filter { $0 != 0x5F && $0 != 0x2D }.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 },
            as: UTF8.self)
    }
}
