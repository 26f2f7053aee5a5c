import Glibc

/// Which program stands for which image, since nothing is pulled.
public struct ImageCatalogue: Sendable {
    /// One line of the catalogue.
    public struct Entry: Sendable, Hashable {
        let pattern: ImagePattern
        let words: [String]
        /// Whether the container's arguments are appended.
        let takesArguments: Bool
        /// Whether the program is ours, and so listens on the pod's address alone.
        let isOwn: Bool
        /// Words that are appended for some tags, such as `v2` and `v2.1`.
        var wordsByVersion: [String: [String]] = [:]
    }

    /// The program of an image.
    struct Program: Sendable, Hashable {
        /// The path of the program, then its arguments.
        var words: [String]
        /// Whether the program is ours, and so listens on the pod's address alone.
        var isOwn: Bool
        /// Whether the container's arguments are left out.
        var ignoresArguments: Bool
    }

    private let entries: [Entry]

    /// Makes a catalogue of the images that Radiant has programs for and of the user's.
    ///
    /// - Parameters:
    ///   - programs: The folder in which `radiant` and `check-reader` are.
    ///   - additions: The user's entries; the first that matches counts, before the built-in ones.
    public init(programs: String, additions: [Entry] = []) {
        let radiant = programs + "/radiant"
        let reader = programs + "/check-reader"
        entries =
            additions + [
                Entry(
                    pattern: ImagePattern(text: "seldonio/seldon-core-executor:*"),
                    words: [radiant, "orchestrator"],
                    takesArguments: true,
                    isOwn: true
                ),
                Entry(
                    pattern: ImagePattern(text: "boundlessview/detection-infer:*"),
                    words: [reader, "serve", "detection"],
                    takesArguments: false,
                    isOwn: true
                ),
                Entry(
                    pattern: ImagePattern(text: "boundlessview/recognition-infer:*"),
                    words: [reader, "serve", "recognition"],
                    takesArguments: false,
                    isOwn: true,
                    wordsByVersion: ["v2": ["--model", "v2"]]
                ),
            ]
        component = [radiant, "component"]
    }

    private let component: [String]

    /// The program of an image, `nil` when there is none; those that are not ours are looked for in
    /// the folders of `path`, which colons separate.
    func program(for image: String, path: String = "") -> Program? {
        if let entry = entries.first(where: { $0.pattern.matches(image) }) {
            let tag = ImagePattern.tag(of: image) ?? ""
            let version = String(tag.prefix { $0 != "." })
            return Program(
                words: entry.words + (entry.wordsByVersion[version] ?? []),
                isOwn: entry.isOwn,
                ignoresArguments: !entry.takesArguments
            )
        }
        if let server = ModelServer(image: image) { return server.program(in: path) }
        // radiant/NAME:TAG is the component NAME that the executable brings along.
        let path = image.hasPrefix("docker.io/") ? image.dropFirst(10) : image[...]
        guard path.hasPrefix("radiant/") else { return nil }
        let name = path.dropFirst(8).prefix { $0 != ":" && $0 != "@" }
        let isName = name.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
        }
        guard !name.isEmpty, !name.hasPrefix("-"), isName else { return nil }
        return Program(words: component + [String(name)], isOwn: true, ignoresArguments: true)
    }
}

extension ImageCatalogue.Entry {
    /// Reads `PATTERN=COMMAND`, such as `myorg/model:*=python3 serve.py`; no shell is involved.
    ///
    /// - Parameters:
    ///   - text: The entry.
    ///   - path: Folders in which the program is looked for, separated by colons.
    /// - Throws: `LocalClusterError.malformedImage`, `.programMissing`.
    public init(parsing text: String, path: String) throws(LocalClusterError) {
        guard let mark = text.firstIndex(of: "="), mark != text.startIndex else {
            throw .malformedImage(entry: text, problem: "it has no pattern before a '='")
        }
        guard let words = CommandWords.words(in: String(text[text.index(after: mark)...])) else {
            throw .malformedImage(entry: text, problem: "a quote is not closed")
        }
        guard let name = words.first, !name.isEmpty else {
            throw .malformedImage(entry: text, problem: "it has no command after the '='")
        }
        guard let program = ImageCatalogue.find(name, in: path) else {
            throw .programMissing(name: name)
        }
        self.init(
            pattern: ImagePattern(text: String(text[..<mark])),
            words: [program] + words.dropFirst(),
            takesArguments: false,
            isOwn: false
        )
    }
}

extension ImageCatalogue {
    /// The path of a program; a name without a slash is looked for in the folders of `path`.
    static func find(_ name: String, in path: String) -> String? {
        if name.contains("/") {
            // A link stays one: what a virtual environment's python finds depends on it.
            let whole = name.hasPrefix("/") ? name : DataDirectory.workingDirectory + "/" + name
            return access(whole, X_OK) == 0 ? whole : nil
        }
        return path.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }
}
