import ArgumentParser
import Dashboard
import Failures
import Operations

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "The dashboard on a recording, read-only.",
        discussion: """
            Example: radiant replay incident.jsonl

            [ and ] step back and forward, { goes back a minute, } to the end. With no terminal on the \
            standard output, or with --plain, it prints what happened as lines.
            """
    )

    @Argument(help: ArgumentHelp("What radiant record wrote.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("The theme; see: radiant themes.", valueName: "name"))
    var theme: String?

    @Flag(help: "Print what happened as lines.")
    var plain = false

    /// The largest recording that is read, in bytes.
    private static let sizeLimit = 4 << 30

    func run() async throws {
        let recording = try Recording(parsing: InputFile.bytes(at: file, upTo: Self.sizeLimit))
        guard Output.isTerminal, !plain else {
            var report = PlainReport(secondsFromGMT: Environment.secondsFromGMT)
            for frame in recording.frames {
                for line in report.lines(for: frame) { Output.print(line + "\n") }
            }
            return
        }
        try await DashboardRun.replay(recording, DashboardWishes(theme: theme))
    }
}

/// Performs what a recording allows: files of the user, and nothing on any cluster.
struct ReplayCommandRunner: CommandRunner {
    func run(
        _ command: Command,
        report: @escaping @Sendable (Report) async -> Void
    ) async throws(Failure) {
        do {
            switch command {
            case .saveCapture(let capture):
                let paths = try SavedFile.write(capture)
                await report(.notice(Notice(.done, "written to \(paths)")))
            case .save(let lines, let path, let kind):
                let path = try SavedFile.write(lines, to: path, kind: kind)
                await report(.notice(Notice(.done, "written to \(path)")))
            case .watchClosely, .setScope, .unfollow, .drawPicture, .completePath:
                break
            default:
                throw Failure("a recording has no cluster to ask", hint: "} goes to its end")
            }
        } catch {
            throw Failure(describing: error)
        }
    }
}
