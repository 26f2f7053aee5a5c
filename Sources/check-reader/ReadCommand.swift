public import ArgumentParser
public import CheckReader
internal import Documents
internal import Failures
internal import Pictures

/// `check-reader read`: both models in this process, on files.
struct ReadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Read the MICR lines of pictures.",
        discussion: """
            Exit status 0 only when every page had a line and every line was read surely; else 1. \
            Lines that are not sure are marked on standard error, with what else they may be.

            Example: check-reader read -o json scans/
            """
    )

    enum Output: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
        case csv
    }

    @Argument(help: "PNG, JPEG or TIFF files, or folders of them.")
    var files: [String]

    @Option(
        name: [.short, .long],
        help: "text: the lines alone; json: one object a line; csv: a table."
    )
    var output = Output.text

    @Option(help: "v1 (fast) or v2 (with a network as second opinion).")
    var model = LineReader.Version.v1

    @Flag(help: "Read the English and Arabic fields too (as JSON; takes Tesseract's models).")
    var allText = false

    func validate() throws {
        guard !allText || output == .json else {
            throw ValidationError("--all-text tells its fields as JSON: add -o json")
        }
    }

    func run() async throws {
        let reader = CheckFileReader(model, allText: allText)
        let paths = try PictureFiles.found(files)
        var report = ReadingReport(output)
        var progress = ProgressBar(of: paths.count, what: "files")
        for path in paths {
            let results = reader.read(path)
            progress.clear()
            for result in results { report.show(result) }
            progress.step()
        }
        progress.clear()
        guard report.isSure else { throw ExitCode(1) }
    }
}

extension LineReader.Version: ExpressibleByArgument {}
