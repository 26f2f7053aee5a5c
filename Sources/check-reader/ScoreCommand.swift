internal import ArgumentParser
internal import CheckReader
internal import Failures
internal import Pictures

/// `check-reader score`: how well labelled pictures are read.
struct ScoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "Read labelled pictures and count what is right.",
        discussion: """
            The labels are a CSV file beside the pictures with columns file and micr, and \
            perhaps kind. Progress goes to standard error.

            Example: check-reader score checks/labels.csv
            """
    )

    @Argument(help: "The file of labels.")
    var labels: String

    @Option(help: "v1, v2, or network for the network alone.")
    var model = LineReader.Version.v1

    @Flag(help: "The pictures are crops of lines, not whole checks.")
    var lines = false

    @Option(help: "Read only the files whose name contains this.")
    var only: String?

    func run() async throws {
        let table = try LabelTable(FileAccess.read(labels))
        let folder = labels.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let base = folder.isEmpty ? "" : folder.joined(separator: "/") + "/"
        let rows = table.rows.filter { row in only.map { row.file.contains($0) } ?? true }
        let pipeline = CheckPipeline(model)
        let reader = LineReader(model)
        var tally = ScoreTally()
        for (number, row) in rows.enumerated() {
            let image = try GrayImage(decoding: FileAccess.read(base + row.file))
            let clock = ContinuousClock()
            let start = clock.now
            let reading = lines ? reader.read(image) : pipeline.read(image).reading
            let spent = clock.now - start
            tally.add(row, reading, spent)
            let isRight = reading.micr == row.micr
            Remark.say(
                "\(number + 1)/\(rows.count) \(row.file): "
                    + (isRight ? "right" : "WRONG") + " at \(percent(reading.confidence)), "
                    + "\(spent.milliseconds) ms"
            )
            if !isRight {
                Remark.say("    is   \(row.micr)\n    read \(reading.micr) \(reading.reason ?? "")")
            }
        }
        print(tally.summary)
    }
}

/// A share as people write it.
func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10) %"
}

extension Duration {
    /// Whole milliseconds.
    var milliseconds: Int {
        Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
    }
}
