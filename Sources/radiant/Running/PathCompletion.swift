import Glibc

/// Paths as they are typed.
enum PathCompletion {
    /// How many are offered at most.
    private static let limit = 50

    /// The path with `~` put for what it stands for.
    static func expanded(_ path: String) -> String {
        guard path == "~" || path.hasPrefix("~/"), let home = Environment.variables["HOME"] else {
            return path
        }
        return home + path.dropFirst()
    }

    /// The paths that begin with what was typed, folders with a slash at their end.
    static func candidates(for typed: String) -> [String] {
        let slash = typed.lastIndex(of: "/")
        let shown = slash.map { String(typed[...$0]) } ?? ""
        let beginning = slash.map { typed[typed.index(after: $0)...] } ?? typed[...]
        guard let stream = opendir(shown.isEmpty ? "." : expanded(shown)) else { return [] }
        defer { closedir(stream) }
        var found: [String] = []
        while let entry = readdir(stream) {
            let isFolder = entry.pointee.d_type == UInt8(DT_DIR)
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.hasPrefix(beginning), name != ".", name != "..",
                !name.hasPrefix(".") || beginning.hasPrefix(".")
            else { continue }
            found.append(shown + name + (isFolder ? "/" : ""))
        }
        return Array(found.sorted().prefix(limit))
    }
}
