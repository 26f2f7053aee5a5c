internal import ArgumentParser
internal import CheckReader
internal import Failures
internal import Pictures

/// `check-reader synth`: draws checks and MICR lines whose text is known.
struct SynthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "synth",
        abstract: "Draws labelled checks; the same seed gives the same bytes."
    )

    @Flag(help: "Write the check that comes with the program, and nothing else.")
    var bundled = false

    @Flag(help: "Draw crops of MICR lines instead of whole checks.")
    var lines = false

    @Option(help: "How many to draw.")
    var count = 10

    @Option(help: "The folder to write into; it is made when missing.")
    var out: String

    @Option(help: "The seed of the series.")
    var seed: UInt64 = 1

    @Option(help: "With --lines: scale every crop to this many rows.")
    var height: Int?

    @Option(help: "With --lines: bundle this many crops in a TIFF with a box file for training.")
    var pages: Int?

    func run() async throws {
        try FileAccess.makeFolder(out)
        if bundled {
            try write(.bundled, to: "\(out)/bundled-check")
        } else if !lines {
            try writeChecks()
        } else if let pages {
            try bundleLines(pages)
        } else {
            try writeLines()
        }
    }

    /// Checks as JPEG, each with a text file that holds its line, and a table of labels for
    /// `check-reader score`.
    private func writeChecks() throws {
        var labels = "file,micr,kind,x0,y0,x1,y1\n"
        for index in 0..<count {
            let sample = CheckSample(seed: seed, index: index)
            let name = "check-\(number(index))"
            try write(sample, to: "\(out)/\(name)")
            let box = [sample.box.left, sample.box.top, sample.box.right, sample.box.bottom]
            labels += "\(name).jpg,\(sample.micr),synthetic,"
            labels += box.map(String.init).joined(separator: ",") + "\n"
        }
        try FileAccess.write(labels.utf8, to: "\(out)/labels.csv")
    }

    private func write(_ sample: CheckSample, to stem: String) throws {
        try FileAccess.write(try sample.image.encoded(as: .jpeg, quality: 92), to: stem + ".jpg")
        try FileAccess.write((sample.micr + "\n").utf8, to: stem + ".txt")
    }

    /// Crops as PNG, each with a text file as Tesseract's tools want it, and a table of labels.
    private func writeLines() throws {
        var labels = "file,micr\n"
        for index in 0..<count {
            let sample = LineSample(seed: seed, index: index, height: height)
            let name = "line-\(number(index))"
            try FileAccess.write(try sample.image.encoded(as: .png), to: "\(out)/\(name).png")
            try FileAccess.write((sample.text + "\n").utf8, to: "\(out)/\(name).gt.txt")
            labels += "\(name).png,\(sample.text.filter { $0 != " " })\n"
        }
        try FileAccess.write(labels.utf8, to: "\(out)/labels.csv")
    }

    /// What `tesseract … lstm.train` wants: a TIFF of many pages, and a box file in which every
    /// character has the box of its whole line and a tab ends the line.
    private func bundleLines(_ pages: Int) throws {
        for start in stride(from: 0, to: count, by: max(1, pages)) {
            var images: [GrayImage] = []
            var boxes = ""
            for index in start..<min(count, start + max(1, pages)) {
                let sample = LineSample(seed: seed, index: index, height: height)
                let page = images.count
                let box = "0 0 \(sample.image.width) \(sample.image.height) \(page)\n"
                for character in sample.text { boxes += "\(character) \(box)" }
                boxes += "\t \(box)"
                images.append(sample.image)
            }
            let name = "\(out)/lines-\(number(start / max(1, pages)))"
            try FileAccess.write(try GrayImage.encodedPages(images), to: name + ".tif")
            try FileAccess.write(boxes.utf8, to: name + ".box")
        }
    }

    private func number(_ value: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }
}
