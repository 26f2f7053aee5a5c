import ArgumentParser
import LocalCluster

struct DownCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "down",
        abstract: "Stop the embedded cluster and all its processes.",
        discussion: """
            Example: radiant down

            Its deployments stay in the data directory; the next radiant up starts them again.
            """
    )

    @Option(
        help: ArgumentHelp(
            "Where the cluster keeps its state.",
            discussion: "By default $RADIANT_DATA_DIR or $XDG_DATA_HOME/radiant.",
            valueName: "dir"
        )
    )
    var dataDir: String?

    func run() async throws {
        let path = DataDirectory.location(
            named: dataDir,
            environment: Environment.variables
        )
        let running = try RunningCluster(on: DataDirectory(existing: path))
        try await running.stop()
        Output.remark("the cluster on \(path) (pid \(running.pid)) has ended")
    }
}
