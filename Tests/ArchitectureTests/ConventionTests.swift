import Testing

/// Conventions that the formatter does not know.
struct ConventionTests {
    @Test(arguments: ["Utilities", "Utils", "Helpers", "Common", "Extensions", "Misc"])
    func `no folder is named for being a drawer`(name: String) {
        let found = SourceTree.sources.filter { $0.path.split(separator: "/").contains(name[...]) }

        #expect(found.isEmpty, "\(found.map(\.path))")
    }

    @Test func `no type bears the name of its module`() {
        let words = ["struct", "class", "enum", "actor", "protocol"]
        for file in SourceTree.sources {
            for line in file.lines {
                let parts = line.split { " :<{".contains($0) }
                let declared = zip(parts, parts.dropFirst()).contains {
                    words.contains(String($0)) && $1 == file.target
                }
                let isComment = line.drop { $0 == " " }.hasPrefix("//")
                #expect(isComment || !declared, "\(file.path): \(line)")
            }
        }
    }

    @Test(arguments: [
        "try!", "fatalError(", "TODO", "FIXME", "DispatchQueue",
    ])
    func `some words do not stand in the sources`(word: String) {
        for file in SourceTree.sources {
            for (number, line) in file.lines.enumerated() where line.contains(word) {
                Issue.record("\(file.path):\(number + 1): \(line)")
            }
        }
    }

    @Test func `unchecked sendability is for doors alone`() {
        for file in SourceTree.sources where House.doors[file.target] == nil {
            for (number, line) in file.lines.enumerated() where line.contains("@unchecked Sendable")
            {
                Issue.record("\(file.path):\(number + 1): \(line)")
            }
        }
    }

    @Test func `files stay small unless their first line says that they are a table`() {
        // What a generator wrote has its own measure.
        for file in SourceTree.sources
        where file.lines.count > 400 && !file.path.hasSuffix(".pb.swift") {
            let says = file.lines.first?.contains("table") == true
            #expect(says, "\(file.path) has \(file.lines.count) lines")
        }
    }
}
