/// The members of an object that is being read, in the order in which they are written.
struct JSONMembers {
    private(set) var names: ContiguousArray<String> = []
    private(set) var values: ContiguousArray<JSON> = []

    mutating func append(_ name: String, _ value: JSON) {
        if names.isEmpty {
            names.reserveCapacity(4)
            values.reserveCapacity(4)
        }
        names.append(name)
        values.append(value)
    }

    /// Whether they are so few that names are faster compared with each other than hashed.
    var areFew: Bool { names.count <= 12 }

    var hasNameTwice: Bool {
        for index in names.indices.dropFirst() where names[..<index].contains(names[index]) {
            return true
        }
        return false
    }
}
