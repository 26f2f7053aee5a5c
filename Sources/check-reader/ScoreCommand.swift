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
            The labels are a CSV file beside the pictures with columns file and micr; micr is empty \
            for a picture without a line. Where there are columns kind, convention, form, font, \
            country or dpi, exact lines are counted by them, too. The tables of confidence say how \
            many of the lines and characters given so much were right.

            Example: check-reader score checks/labels.csv
            """
    )

    @Argument(help: "The file of labels.")
    var labels: String

    @Option(help: "v1, v2, or network for the network alone.")
    var model = LineReader.Version.v1

    @Flag(help: "The pictures are crops of lines, not whole checks.")
    var lines = false

    @Flag(help: "Count the fields that are found, by kind; fields.csv stands beside the labels.")
    var fields = false

    @Flag(
        name: .customLong("verbose"),
        help: "Show what was read in place of each line that is not exact."
    )
    var isVerbose = false

    @Option(help: "Read only the files whose name contains this.")
    var only: String?

    func run() async throws {
        let set = try LabelledPictures(labels, only: only)
        if fields { return try scoreFields(set) }
        let pipeline = CheckPipeline(model)
        let reader = LineReader(model)
        var tally = ScoreTally()
        var progress = ProgressBar(of: set.rows.count, what: "pictures")
        for row in set.rows {
            let image = try set.image(of: row)
            let start = ProcessorTime.now
            let reading = lines ? reader.read(image) : pipeline.read(image).reading
            tally.add(row, reading, ProcessorTime.now - start)
            if reading.micr != row.micr, isVerbose {
                progress.clear()
                Remark.say("\(row.file) at \(percent(reading.confidence))")
                Remark.say("    is   \(row.micr)\n    read \(reading.micr) \(reading.reason ?? "")")
            }
            progress.step()
        }
        progress.clear()
        print(tally.summary)
    }

    private func scoreFields(_ set: LabelledPictures) throws {
        let truth = try FieldTable(FileAccess.read(set.base + "fields.csv")).fields
        var tally = FieldTally()
        var spent = Duration.zero
        var progress = ProgressBar(of: set.rows.count, what: "pictures")
        for row in set.rows {
            let image = try set.image(of: row)
            let bands = (try? DetectedBand.all(in: image)) ?? []
            let start = ProcessorTime.now
            tally.add(truth[row.file] ?? [], CheckFields.regions(in: image, lines: bands))
            spent += ProcessorTime.now - start
            progress.step()
        }
        progress.clear()
        print(tally.text)
        print(
            "processor time a picture for the fields: \((spent / set.rows.count).milliseconds) ms"
        )
        if isVerbose { print("missed:\n  " + tally.missed.joined(separator: "\n  ")) }
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
