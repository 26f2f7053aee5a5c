import Documents

/// The annotations of a pod, from the file that the downward API writes: a line `key="value"` each.
public struct PodAnnotations: Sendable, Hashable {
    private var values: [String: String] = [:]

    /// Reads the text of the file.
    public init(parsing text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            guard let mark = line.firstIndex(of: "=") else { continue }
            let value = String(line[line.index(after: mark)...])
            // What a Go literal escapes in annotations that we read, JSON escapes the same way.
            values[String(line[..<mark])] = (try? JSON(parsing: value))?.string ?? value
        }
    }

    /// The value of an annotation.
    public subscript(key: String) -> String? { values[key] }
}
