internal import ArgumentParser
internal import CheckReader
internal import Pictures

/// `check-reader calibration-samples`: what the tables of confidence are made of, for
/// `Training/train-calibration.sh`.
struct CalibrationSamplesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibration-samples",
        abstract: "Print the raw scores of lines and characters, and whether they are right.",
        shouldDisplay: false
    )

    @Argument(help: "The labels.csv that synth wrote.")
    var labels: String

    @Option(help: "v1 or v2.")
    var model = LineReader.Version.v1

    func run() async throws {
        let set = try LabelledPictures(labels)
        let pipeline = CheckPipeline(model, isCalibrated: false)
        var progress = ProgressBar(of: set.rows.count, what: "checks")
        for row in set.rows {
            let reading = pipeline.read(try set.image(of: row)).reading
            progress.step()
            guard !reading.micr.isEmpty else { continue }
            print(
                "\(model.rawValue),line,\(reading.confidence),\(reading.micr == row.micr ? 1 : 0)"
            )
            for (character, isRight) in zip(reading.characters, reading.matches(row.micr)) {
                print("\(model.rawValue),character,\(character.confidence),\(isRight ? 1 : 0)")
            }
        }
        progress.end()
    }
}
