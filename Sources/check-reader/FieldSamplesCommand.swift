internal import ArgumentParser
internal import CheckReader
internal import Failures
internal import Pictures

/// `check-reader field-samples`: what the network of kinds is trained on, for
/// `Training/train-fields.sh`.
struct FieldSamplesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "field-samples",
        abstract: "Print the features of what may be a field on drawn checks.",
        shouldDisplay: false
    )

    @Argument(help: "The labels.csv that synth wrote.")
    var labels: String

    func run() async throws {
        let table = try CSVTable(FileAccess.read(labels))
        let base = labels.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .map { $0 + "/" }.joined()
        var progress = ProgressBar(of: table.rows.count, what: "checks")
        for row in table.rows {
            guard let file = row["file"], let dpi = row["dpi"].flatMap(Double.init),
                let turn = row["turn"].flatMap(Double.init)
            else { throw Failure("the labels have no columns file, dpi and turn") }
            let image = try GrayImage(decoding: FileAccess.read(base + file))
            for sample in FieldSamples.rows(in: image, dpi: dpi, skew: turn) {
                let box = sample.box
                let numbers =
                    [box.left, box.top, box.right, box.bottom].map(String.init)
                    + sample.features.map { String(($0 * 10_000).rounded() / 10_000) }
                print("\(file)," + numbers.joined(separator: ","))
            }
            progress.step()
        }
        progress.end()
    }
}
