import Documents
import Kubernetes
import Seldon

/// Facts under headings, indented as `kubectl describe` does it.
struct Description {
    /// How wide the names of facts are.
    private static let nameColumns = 18

    private(set) var lines: [String] = []

    /// A fact by its name.
    mutating func add(_ name: String, _ value: String, level: Int = 0) {
        let indent = String(repeating: "  ", count: level)
        guard !value.isEmpty else {
            lines.append("\(indent)\(name):")
            return
        }
        let room = max(name.count + 2, Self.nameColumns - indent.count)
        let space = String(repeating: " ", count: room - name.count - 1)
        let parts = value.split(separator: "\n", omittingEmptySubsequences: false)
        lines.append("\(indent)\(name):\(space)\(parts.first ?? "")")
        for part in parts.dropFirst() {
            lines.append(indent + String(repeating: " ", count: room) + part)
        }
    }

    /// A fact with several values, one a line.
    mutating func add(_ name: String, _ values: [String], level: Int = 0) {
        guard !values.isEmpty else { return }
        add(name, values.joined(separator: "\n"), level: level)
    }

    /// Named values, such as labels.
    mutating func add(_ name: String, _ values: [String: String], level: Int = 0) {
        add(name, values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }, level: level)
    }

    /// A line of its own.
    mutating func add(line: String, level: Int = 0) {
        lines.append(String(repeating: "  ", count: level) + line)
    }

    /// A table below a heading.
    mutating func add(_ name: String, table: String, level: Int = 0) {
        add(name, "", level: level)
        for line in table.split(separator: "\n") { add(line: String(line), level: level + 1) }
    }
}
