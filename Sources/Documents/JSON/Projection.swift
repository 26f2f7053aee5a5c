/// Which parts of a JSON value are of interest; the rest is passed over while reading and costs next
/// to nothing.
///
/// A projection of members applies to an object, to each element of a list, and keeps any other value
/// as it is.
public struct Projection: Sendable, ExpressibleByDictionaryLiteral {
    struct Member: Sendable {
        let key: String
        let bytes: [UInt8]
        /// What of the member is kept; `nil` for nothing.
        var projection: Projection?
    }

    private(set) var members: [Member]
    /// Whether members that are not named are kept.
    let keepsOthers: Bool

    private init(members: [Member], keepsOthers: Bool) {
        self.members = members
        self.keepsOthers = keepsOthers
    }

    /// The named members, each as far as its own projection goes.
    public init(dictionaryLiteral elements: (String, Projection)...) {
        members = elements.map {
            Member(key: $0.0, bytes: Array($0.0.utf8), projection: $0.1)
        }
        keepsOthers = false
    }

    /// Everything.
    public static let all = Projection(members: [], keepsOthers: true)

    /// Everything but some members.
    public static func all(but keys: String...) -> Projection {
        Projection(
            members: keys.map { Member(key: $0, bytes: Array($0.utf8), projection: nil) },
            keepsOthers: true
        )
    }

    /// Everything, of some members only what their own projection keeps.
    public static func all(with parts: Projection) -> Projection {
        Projection(members: parts.members, keepsOthers: true)
    }

    /// The same, but of one member only what another projection keeps.
    public func with(_ key: String, _ projection: Projection) -> Projection {
        let rest = members.filter { $0.key != key }
        let member = Member(key: key, bytes: Array(key.utf8), projection: projection)
        return Projection(members: rest + [member], keepsOthers: keepsOthers)
    }

    /// The same, without one member of a member.
    public func without(_ key: String, _ inner: String) -> Projection {
        with(key, .all(but: inner))
    }

    /// Whether nothing is passed over.
    var isWhole: Bool { keepsOthers && members.isEmpty }

    /// What either keeps.
    public func merging(_ other: Projection) -> Projection {
        if isWhole || other.isWhole { return .all }
        var merged: [Member] = []
        for key in Set(members.map(\.key)).union(other.members.map(\.key)).sorted() {
            let parts = [self[key], other[key]].compactMap(\.self)
            let both = parts.count == 2 ? parts[0].merging(parts[1]) : parts.first
            merged.append(Member(key: key, bytes: Array(key.utf8), projection: both))
        }
        return Projection(members: merged, keepsOthers: keepsOthers || other.keepsOthers)
    }

    /// What is kept of a member; `nil` for nothing.
    private subscript(key: String) -> Projection? {
        if let member = members.first(where: { $0.key == key }) { return member.projection }
        return keepsOthers ? .all : nil
    }
}
