import Documents
import Kubernetes

/// A column of a table, as kubectl prints it.
struct Column: Sendable {
    var name: String
    var type = "string"
    var format = ""
    /// 0 for columns that are always shown, 1 for those of the wide form.
    var priority = 0
    var description = ""
    /// What stands in the column for an object.
    var cell: @Sendable (_ object: JSON, _ now: Timestamp) -> JSON

    init(
        _ name: String,
        type: String = "string",
        format: String = "",
        priority: Int = 0,
        description: String = "",
        cell: @escaping @Sendable (_ object: JSON, _ now: Timestamp) -> JSON
    ) {
        self.name = name
        self.type = type
        self.format = format
        self.priority = priority
        self.description = description
        self.cell = cell
    }

    /// A column with the value at a path, empty where there is none.
    init(_ name: String, at path: String, type: String = "string", priority: Int = 0) {
        let path = FieldPath(parsing: path)
        self.init(name, type: type, priority: priority) { object, _ in
            object[path] ?? (type == "integer" ? 0 : "")
        }
    }

    /// The name of the object.
    static let name = Column(
        "Name",
        format: "name",
        description: "The name, unique among the objects of its kind in a namespace."
    ) { object, _ in object["metadata"]?["name"] ?? "" }

    /// How long the object has been there.
    static let age = Column("Age", description: "The time since the object was made.") {
        .string(age($0["metadata"]?["creationTimestamp"], $1))
    }

    /// The same for custom resources, whose column has another type.
    static let date = Column(
        "Age",
        type: "date",
        description: "The time since the object was made."
    ) { .string(age($0["metadata"]?["creationTimestamp"], $1)) }

    /// What the table of a custom resource without columns has.
    static let nameAndAge = [name, date]

    /// The time since a moment, in kubectl's short form; `<unknown>` when there is none.
    static func age(_ moment: JSON?, _ now: Timestamp) -> String {
        guard let then = moment?.string.flatMap(Timestamp.init) else { return "<unknown>" }
        return short(now - then)
    }

    /// A duration as kubectl writes it: `45s`, `3m12s`, `5h`, `2d3h`, `40d`.
    static func short(_ duration: Duration) -> String {
        let seconds = Int(duration.components.seconds)
        func pair(_ first: Int, _ one: String, _ second: Int, _ two: String) -> String {
            second == 0 ? "\(first)\(one)" : "\(first)\(one)\(second)\(two)"
        }
        let minutes = seconds / 60
        let hours = seconds / 3600
        switch seconds {
        case ..<0: return "0s"
        case ..<120: return "\(seconds)s"
        case ..<600: return pair(minutes, "m", seconds % 60, "s")
        case ..<10_800: return "\(minutes)m"
        case ..<28_800: return pair(hours, "h", minutes % 60, "m")
        case ..<172_800: return "\(hours)h"
        case ..<691_200: return pair(hours / 24, "d", hours % 24, "h")
        case ..<63_072_000: return "\(hours / 24)d"
        case ..<252_288_000: return pair(hours / 8760, "y", hours / 24 % 365, "d")
        default: return "\(hours / 8760)y"
        }
    }
}
