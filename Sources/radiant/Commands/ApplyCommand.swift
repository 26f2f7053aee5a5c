import ArgumentParser
import Kubernetes
import Operations

struct ApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Make the cluster have what a manifest says.",
        discussion: """
            Example: radiant apply -f examples/checks-reader.yaml

            Everything in the file is checked first: what is wrong is told with file, line and \
            column, and then nothing is written.
            """
    )

    @Option(
        name: [.customShort("f"), .customLong("filename")],
        help: ArgumentHelp("A YAML or JSON file, or - for the standard input.", valueName: "file")
    )
    var files: [String]

    @Flag(help: "Only say what would be done.")
    var dryRun = false

    @Flag(
        help: "Take over fields that belong to others, and apply although a rollout is under way."
    )
    var force = false

    @Option(
        help: ArgumentHelp(
            "The deployment's name again, which dangerous changes take in production.",
            valueName: "name"
        )
    )
    var confirm: String?

    @OptionGroup var cluster: ClusterOptions

    func validate() throws {
        guard !files.isEmpty else { throw ValidationError("name a file with -f") }
    }

    func run() async throws {
        let manifests = try files.map { path in
            try Manifest(parsing: InputFile.text(at: path), path: path)
        }
        let connection = try Connection(cluster)
        var operations = connection.operations
        operations.policy.typedName = confirm
        for manifest in manifests {
            let applied = try await operations.apply(
                manifest,
                namespace: connection.namespace,
                isDryRun: dryRun,
                isForced: force
            )
            for object in applied {
                let note = dryRun ? " (dry run)" : ""
                Output.print("\(object.kind)/\(object.key.name) \(object.change.rawValue)\(note)\n")
            }
        }
    }
}
