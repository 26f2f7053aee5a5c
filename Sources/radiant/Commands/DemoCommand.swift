import ArgumentParser
import LocalCluster
import Operations
import Transport

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract:
            "An embedded cluster with the check reader and its canary, live on the dashboard.",
        discussion: """
            Example: radiant demo

            With no terminal on the standard output it sends the bundled check through, prints what \
            came back, the fleet and the graph, and ends: with status 1 when the line that was read \
            is not the one that is printed on the check.
            """
    )

    @Option(help: ArgumentHelp("The theme; see: radiant themes.", valueName: "name"))
    var theme: String?

    @Option(help: ArgumentHelp("Test requests a second.", valueName: "number"))
    var rate = 1.0

    @OptionGroup var cluster: EmbeddedClusterOptions

    func validate() throws {
        guard rate > 0 else { throw ValidationError("--rate is requests a second, above 0") }
    }

    func run() async throws {
        let wishes = try DashboardWishes(theme: theme)
        let manifest = try Manifest(
            parsing: String(decoding: PackageResources.checks_reader_canary_yaml, as: UTF8.self),
            path: "examples/checks-reader-canary.yaml"
        )
        let embedded = try cluster.cluster()
        let isShown = Output.isTerminal
        let rate = rate
        Output.remark("starting the embedded cluster in \(embedded.directory.path)")
        let play: @Sendable () async throws -> Void = {
            try await DemoCommand.run(embedded) {
                let connection = try Connection(embeddedIn: embedded.directory.path)
                let demo = Demo(connection, manifest, rate: rate)
                if isShown {
                    try await demo.show(wishes)
                } else {
                    try await demo.tell()
                }
            }
        }
        // On a terminal the screen hears of signals, and Ctrl-C is a key.
        if isShown { try await play() } else { try await Termination.run(play) }
    }

    /// Runs a cluster for as long as something is done on it.
    private static func run(
        _ embedded: EmbeddedCluster,
        while body: @escaping @Sendable () async throws -> Void
    ) async throws {
        let (starts, start) = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await embedded.run { stage in
                    if case .serving = stage { start.finish() }
                }
            }
            group.addTask {
                for await _ in starts {}
                try Task.checkCancellation()
                try await body()
            }
            // Whichever ends first ends the other: a cluster that cannot start, or a demo that is over.
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
