internal import CheckReader
internal import Documents
internal import Failures
internal import Pictures

/// Both models on the pages of files.
struct CheckFileReader {
    /// A line of a page, or why there is none.
    enum Result {
        case line(Line)
        case failure(file: String, Failure)
    }

    /// A line of a page; one without characters says why the page has none.
    struct Line {
        let file: String
        /// From 1.
        let page: Int
        /// From 0, from the top of the page.
        let index: Int
        let reading: MICRReading
        /// The place of the line in pixels of the stored picture.
        let box: PixelBox?
        /// What all fields of the page say; `nil` when not asked for.
        let fields: JSON?
        /// What keeps the fields from having texts, such as a language that is not installed.
        let missing: Failure?
    }

    private let pipeline: CheckPipeline
    private let allText: Bool

    init(_ model: LineReader.Version, allText: Bool) {
        pipeline = CheckPipeline(model)
        self.allText = allText
    }

    /// Reads every page; a file that cannot be read is one failure.
    func read(_ file: String) -> [Result] {
        do {
            let bytes = try FileAccess.read(file)
            var results: [Result] = []
            for page in try PictureHeader(of: bytes).pages.indices {
                let picture = try UprightPicture(decoding: bytes, page: page)
                results += lines(of: picture, file: file, page: page + 1)
            }
            return results
        } catch {
            return [.failure(file: file, Failure(describing: error))]
        }
    }

    private func lines(
        of picture: UprightPicture,
        file: String,
        page: Int
    ) -> [Result] {
        let results = pipeline.readAll(picture.image)
        let all =
            allText
            ? CheckFields.json(of: picture, page: page, lines: results.compactMap(\.band)) : nil
        let fields = all.map { Self.naming(lines: results, in: $0.fields) }
        return results.enumerated().map { index, result in
            .line(
                Line(
                    file: file,
                    page: page,
                    index: index,
                    reading: result.reading,
                    box: result.band.map { picture.stored($0.box) },
                    fields: fields,
                    missing: all?.missing
                )
            )
        }
    }

    /// The fields of a page with what was read of its lines, which come first among them.
    private static func naming(lines results: [CheckPipeline.Result], in fields: JSON) -> JSON {
        var fields = fields.array ?? []
        for (index, result) in results.filter({ $0.band != nil }).enumerated() {
            fields[index]["text"] = .string(result.reading.micr)
            fields[index]["confidence"] = .double(ReadingReport.rounded(result.reading.confidence))
        }
        return .array(fields)
    }
}
