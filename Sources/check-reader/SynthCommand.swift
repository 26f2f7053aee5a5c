internal import ArgumentParser
internal import CheckReader
internal import Failures
internal import Pictures

/// `check-reader synth`: draws checks and MICR lines whose text is known.
struct SynthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "synth",
        abstract: "Draws labelled checks; the same seed gives the same bytes.",
        discussion: """
            Whole checks come with labels.csv (a row a check, as check-reader score takes it) and \
            fields.csv (a row a field: its kind, box and text). Drawing them takes fonts of \
            Debian; --plain draws simple checks in grey without any.

            Example: check-reader synth --count 200 --seed 7 --convention gulf --out checks
            """
    )

    @Flag(help: "Write the check that comes with the program, and nothing else.")
    var bundled = false

    @Flag(help: "Draw crops of MICR lines instead of whole checks.")
    var lines = false

    @Flag(help: "Draw simple checks in grey, which takes no fonts.")
    var plain = false

    @Option(help: "How many to draw.")
    var count = 10

    @Option(help: "The folder to write into; it is made when missing.")
    var out: String

    @Option(help: "The seed of the series.")
    var seed: UInt64 = 1

    @Option(
        help: ArgumentHelp(
            "Draw only one sort: \(CheckSynthesizer.conventions.joined(separator: ", ")).",
            valueName: "name"
        )
    )
    var convention: String?

    @Option(help: ArgumentHelp("Draw only scans, or only photos.", valueName: "scan|photo"))
    var source: String?

    @Option(help: "With --lines: scale every crop to this many rows.")
    var height: Int?

    @Option(help: "With --lines: bundle this many crops in a TIFF with a box file for training.")
    var pages: Int?

    func validate() throws {
        guard count >= 0 else { throw ValidationError("--count is how many to draw: 0 or more") }
        for (name, value, known) in [
            ("convention", convention, CheckSynthesizer.conventions),
            ("source", source, CheckSynthesizer.sources),
        ] {
            if let value, !known.contains(value) {
                throw ValidationError(
                    "there is no \(name) '\(value)'; known are \(known.joined(separator: ", "))"
                )
            }
        }
    }

    func run() async throws {
        try FileAccess.makeFolder(out)
        if bundled {
            try write(.bundled, to: "\(out)/bundled-check")
        } else if lines, let pages {
            try bundleLines(pages)
        } else if lines {
            try writeLines()
        } else if plain {
            try writePlainChecks()
        } else {
            try await writeChecks()
        }
    }

    /// Checks of all sorts, as many at a time as there are cores.
    private func writeChecks() async throws {
        let synthesizer = try CheckSynthesizer()
        let wish = CheckSynthesizer.Wish(convention: convention, source: source)
        let (out, seed) = (out, seed)
        var progress = ProgressBar(of: count, what: "checks drawn")
        var drawn: [Int: DrawnCheck] = [:]
        try await withThrowingTaskGroup(of: (Int, DrawnCheck).self) { group in
            var next = 0
            func add() {
                guard next < count else { return }
                let index = next
                next += 1
                group.addTask {
                    let check = synthesizer.check(seed: seed, index: index, wish: wish)
                    try FileAccess.write(check.bytes, to: "\(out)/\(Self.name(index, check))")
                    return (index, check)
                }
            }
            for _ in 0..<ProcessEnvironment.cores { add() }
            for try await (index, check) in group {
                drawn[index] = check.withoutBytes
                progress.step()
                add()
            }
        }
        progress.end()
        try SynthLabels(
            drawn.sorted { $0.key < $1.key }.map { (Self.name($0.key, $0.value), $0.value) }
        )
        .write(into: out)
    }

    private static func name(_ index: Int, _ check: DrawnCheck) -> String {
        "check-\(number(index)).\(check.format.fileExtension)"
    }

    /// Checks as JPEG, each with a text file that holds its line, and a table of labels for
    /// `check-reader score`.
    private func writePlainChecks() throws {
        var labels = "file,micr,kind,x0,y0,x1,y1\n"
        for index in 0..<count {
            let sample = CheckSample(seed: seed, index: index)
            let name = "check-\(Self.number(index))"
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
            let name = "line-\(Self.number(index))"
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
            let name = "\(out)/lines-\(Self.number(start / max(1, pages)))"
            try FileAccess.write(try GrayImage.encodedPages(images), to: name + ".tif")
            try FileAccess.write(boxes.utf8, to: name + ".box")
        }
    }

    private static func number(_ value: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }
}
