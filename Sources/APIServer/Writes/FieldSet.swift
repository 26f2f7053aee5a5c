import Documents

/// A set of fields of an object, in the form of `fieldsV1` of managed fields.
///
/// A step is written `f:NAME` for a member, `k:{"KEY":VALUE,…}` for the element of a list whose
/// elements have keys, and `v:VALUE` for a value of a set.
struct FieldSet: Sendable, Equatable {
    /// Whether the field at this place itself is in the set.
    var isMember = false
    /// What of the field is in the set, by step.
    var children: [String: FieldSet] = [:]

    /// A set with nothing in it.
    init() {}

    /// The field itself alone.
    static let leaf = {
        var set = FieldSet()
        set.isMember = true
        return set
    }()

    /// Reads `fieldsV1`.
    init(json: JSON) {
        for (step, value) in json.members {
            if step == "." {
                isMember = true
            } else {
                children[step] = FieldSet(json: value)
            }
        }
        if json.members.isEmpty { isMember = true }
    }

    /// The set as `fieldsV1`.
    var json: JSON {
        var members: JSONObject = [:]
        if isMember, !children.isEmpty { members["."] = [:] }
        for (step, child) in children.sorted(by: { $0.key < $1.key }) {
            members[step] = child.json
        }
        return .object(members)
    }

    /// Whether nothing is in the set.
    var isEmpty: Bool { !isMember && children.isEmpty }

    /// What is in either set.
    func union(_ other: FieldSet) -> FieldSet {
        var result = self
        result.isMember = isMember || other.isMember
        for (step, child) in other.children {
            result.children[step] = result.children[step]?.union(child) ?? child
        }
        return result
    }

    /// What is in this set and not in the other.
    func subtracting(_ other: FieldSet) -> FieldSet {
        var result = FieldSet()
        result.isMember = isMember && !other.isMember
        for (step, child) in children {
            let rest = other.children[step].map { child.subtracting($0) } ?? child
            if !rest.isEmpty { result.children[step] = rest }
        }
        return result
    }

    /// What is in this set and not in the other, nor below anything of the other.
    func subtractingAll(below other: FieldSet) -> FieldSet {
        if other.isMember { return FieldSet() }
        var result = FieldSet()
        result.isMember = isMember
        for (step, child) in children {
            let rest = other.children[step].map { child.subtractingAll(below: $0) } ?? child
            if !rest.isEmpty { result.children[step] = rest }
        }
        return result
    }

    /// What is in both sets.
    func intersection(_ other: FieldSet) -> FieldSet {
        var result = FieldSet()
        result.isMember = isMember && other.isMember
        for (step, child) in children {
            guard let common = other.children[step].map({ child.intersection($0) }),
                !common.isEmpty
            else { continue }
            result.children[step] = common
        }
        return result
    }

    /// The fields in the set, each as its steps.
    var paths: [[String]] {
        var result: [[String]] = isMember ? [[]] : []
        for (step, child) in children.sorted(by: { $0.key < $1.key }) {
            result += child.paths.map { [step] + $0 }
        }
        return result
    }
}
