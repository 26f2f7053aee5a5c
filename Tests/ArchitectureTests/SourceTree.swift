import Foundation

/// The Swift files of the package.
struct SourceTree {
    /// One file.
    struct File {
        var path: String
        var target: String
        var lines: [Substring]

        /// The modules that it imports.
        var imports: Set<String> {
            var modules: Set<String> = []
            for line in lines {
                let words = line.split(separator: " ")
                guard let position = words.firstIndex(of: "import"), position <= 2,
                    words[..<position].allSatisfy({
                        [
                            "public", "package", "internal", "private", "@testable",
                            "@preconcurrency",
                        ]
                        .contains($0)
                    }), position + 1 < words.count
                else { continue }
                var name = words[position + 1]
                if ["struct", "enum", "class", "func", "protocol"].contains(name) {
                    name = words[position + 2]
                }
                modules.insert(String(name.split(separator: ".")[0]))
            }
            return modules
        }
    }

    /// The folder of the package.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The files below `Sources`, generated ones left out.
    static let sources: [File] = {
        let folder = root.appending(path: "Sources")
        let paths = FileManager.default.enumerator(atPath: folder.path)
        var files: [File] = []
        while let path = paths?.nextObject() as? String {
            guard path.hasSuffix(".swift"), !path.hasSuffix(".pb.swift"),
                let text = try? String(contentsOf: folder.appending(path: path), encoding: .utf8)
            else { continue }
            files.append(
                File(
                    path: "Sources/" + path,
                    target: String(path.prefix { $0 != "/" }),
                    lines: text.split(separator: "\n", omittingEmptySubsequences: false)
                )
            )
        }
        return files
    }()
}
