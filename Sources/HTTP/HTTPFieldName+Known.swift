public import HTTPTypes

extension HTTPField.Name {
    /// The name of a field that the program itself writes down; one that is none is a mistake in it.
    package static func known(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no field") }
        return name
    }
}
