internal import IniaShapes

extension Operation {
    /// The same operation with another path, another output, or other traits.
    func changed(
        requestURI: String? = nil, output: Reference? = nil, _ change: (inout OperationTraits) -> Void = { _ in }
    ) -> Operation {
        var traits = traits
        change(&traits)
        return Operation(
            name: name, method: method, requestURI: requestURI ?? self.requestURI, input: input,
            output: output ?? self.output, errors: errors, traits: traits)
    }
}
