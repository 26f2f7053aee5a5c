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
            Exit status 1 when a file could not be read or a page has no MICR line.

            Example: check-reader read -o json scans/*.png
            """
    )

    enum Output: String, ExpressibleByArgument {
        case text
        case json
    }

    @Argument(help: "PNG, JPEG or TIFF files.")
    var files: [String]

    @Option(name: [.short, .long], help: "text: the lines alone; json: one object a line.")
    var output = Output.text

    @Option(help: "v1 (fast) or v2 (with a network as second opinion).")
    var model = LineReader.Version.v1

    func run() async throws {
        let pipeline = CheckPipeline(model)
        var isComplete = true
        for file in files {
            do {
                let bytes = try FileAccess.read(file)
                let header = try PictureHeader(of: bytes)
                for page in header.pages.indices {
                    let image = try GrayImage(decoding: bytes, page: page)
                    for (index, result) in pipeline.readAll(image).enumerated() {
                        if result.reading.micr.isEmpty { isComplete = false }
                        show(result, file: file, page: page, index: index)
                    }
                }
            } catch {
                isComplete = false
                show(Failure(describing: error), file: file)
            }
        }
        guard isComplete else { throw ExitCode(1) }
    }

    private func show(_ result: CheckPipeline.Result, file: String, page: Int, index: Int) {
        let reading = result.reading
        switch output {
        case .text:
            if let reason = reading.reason {
                Remark.say("\(file): page \(page + 1): \(reason)")
            } else {
                print(reading.micr)
            }
        case .json:
            var line: JSON = .object([
                "file": .string(file), "page": .int(page + 1), "index": .int(index),
                "micr": .string(reading.micr),
                "confidence": .double((reading.confidence * 10_000).rounded() / 10_000),
            ])
            if let box = result.band?.box {
                line["box"] = .array([box.left, box.top, box.right, box.bottom].map(JSON.int))
            }
            line["unsure"] = .bool(reading.isUnsure)
            if reading.isUnsure, !reading.micr.isEmpty {
                line["candidates"] = reading.candidatesJSON
            }
            line["fields"] = MICRFields(of: reading.micr).json
            if let reason = reading.reason { line["reason"] = .string(reason) }
            print(line.text())
        }
    }

    private func show(_ failure: Failure, file: String) {
        Remark.say("\(file): \(failure)")
        guard output == .json else { return }
        let line: JSON = .object([
            "file": .string(file), "micr": .string(""), "confidence": .int(0),
            "reason": .string(failure.message),
        ])
        print(line.text())
    }
}

extension LineReader.Version: ExpressibleByArgument {}
