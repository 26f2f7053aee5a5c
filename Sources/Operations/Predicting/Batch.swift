public import Failures

/// Test images with the lines that should be read on them.
public struct BatchItem: Sendable, Equatable {
    /// What it is called, such as the name of its file.
    public var name: String
    /// The line that is printed on it, or `nil` when nobody said.
    public var expected: String?

    /// A test image.
    public init(name: String, expected: String?) {
        self.name = name
        self.expected = expected
    }
}

/// What came of a batch of test images so far.
public struct BatchReport: Sendable, Equatable {
    /// What came of one image.
    public struct Row: Sendable, Equatable {
        /// The image.
        public var item: BatchItem
        /// The line that was read, or why none was.
        public var read: Result<String, Failure>
        /// How sure the reader was, 0 to 1; `nil` when it does not say.
        public var confidence: Double?
        /// How long the request took.
        public var duration: Duration

        /// What came of one image.
        public init(
            item: BatchItem,
            read: Result<String, Failure>,
            confidence: Double? = nil,
            duration: Duration
        ) {
            self.item = item
            self.read = read
            self.confidence = confidence
            self.duration = duration
        }

        /// Whether the line is exactly the one that is printed; `nil` when nobody said what it is.
        public var isExact: Bool? {
            guard let expected = item.expected else { return nil }
            guard case .success(let line) = read else { return false }
            return line == expected
        }
    }

    /// How many images there are.
    public var total: Int
    /// What came of those that were sent, in the order of the answers.
    public var rows: [Row]

    /// A batch of which nothing was sent.
    public init(total: Int, rows: [Row] = []) {
        self.total = total
        self.rows = rows
    }

    /// How many lines are exactly as printed.
    public var exactCount: Int { rows.count { $0.isExact == true } }
    /// How many of the images have a line that is known.
    public var knownCount: Int { rows.count { $0.isExact != nil } }
    /// How many requests failed.
    public var failedCount: Int {
        rows.count { if case .failure = $0.read { true } else { false } }
    }
    /// The share of exact lines among those that are known, 0 to 1; `nil` when none is known.
    public var exactShare: Double? {
        knownCount == 0 ? nil : Double(exactCount) / Double(knownCount)
    }

    /// The count of exact lines, in words.
    public var summary: String {
        var parts = ["\(rows.count) of \(total) sent"]
        if let share = exactShare {
            parts.append(
                "\(exactCount) of \(knownCount) lines exact (\((share * 100).rounded(toPlaces: 1)) %)"
            )
        }
        if failedCount > 0 { parts.append("\(failedCount) failed") }
        return parts.joined(separator: ", ")
    }

    /// The rows as CSV (RFC 4180) with headings.
    public var csv: String {
        var text = "file,expected,read,exact,confidence,milliseconds,failure\r\n"
        for row in rows {
            let (read, failure) =
                switch row.read {
                case .success(let line): (line, "")
                case .failure(let failure): ("", failure.message)
                }
            let cells = [
                row.item.name, row.item.expected ?? "", read,
                row.isExact.map { $0 ? "yes" : "no" } ?? "",
                row.confidence.map { "\($0.rounded(toPlaces: 4))" } ?? "",
                "\(Int((row.duration / .milliseconds(1)).rounded()))", failure,
            ]
            text += cells.map(Self.quoted).joined(separator: ",") + "\r\n"
        }
        return text
    }

    private static func quoted(_ cell: String) -> String {
        guard cell.contains(where: { ",\"\r\n".contains($0) }) else { return cell }
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }
}

extension ClusterOperations {
    /// Sends images one after the other and holds what is read against what is printed on them.
    ///
    /// - Parameters:
    ///   - items: The images.
    ///   - route: The way to whoever reads them.
    ///   - load: Reads the file of an item.
    ///   - onRow: Is told after every answer.
    /// - Returns: What came of them.
    /// - Throws: `CancellationError`, and what `load` throws.
    public func batch(
        _ items: [BatchItem],
        by route: PredictionRoute,
        load: @Sendable (BatchItem) throws -> PredictionInput,
        onRow: @Sendable (BatchReport) async -> Void = { _ in }
    ) async throws -> BatchReport {
        var report = BatchReport(total: items.count)
        for item in items {
            let prediction = try await predict(try load(item), by: route)
            let read: Result<String, Failure>
            var confidence: Double?
            switch prediction.result.answer {
            case .check(let reading):
                read = .success(reading.micr)
                confidence = reading.confidence
            case .text(let lines): read = .success(lines.joined(separator: "\n"))
            case .failed(let failure): read = .failure(failure)
            }
            report.rows.append(
                BatchReport.Row(
                    item: item,
                    read: read,
                    confidence: confidence,
                    duration: prediction.result.total
                )
            )
            await onRow(report)
        }
        return report
    }
}

/// The lines that are printed on the images of a folder, as a table beside them says: CSV with the
/// columns `file` and `micr`.
public enum ExpectedLines {
    /// The line of each file.
    ///
    /// - Parameter csv: The text of the table; quoted cells are understood (RFC 4180).
    /// - Returns: The lines by the names of their files.
    /// - Throws: `OperationsError.badValue` when it has no such columns.
    public static func table(
        _ csv: String
    ) throws(OperationsError) -> [String: String] {
        let rows = csv.split(whereSeparator: \.isNewline).map { cells(of: $0) }
        guard let head = rows.first, let file = head.firstIndex(of: "file"),
            let line = head.firstIndex(of: "micr") ?? head.firstIndex(of: "line")
        else {
            throw .badValue(
                "the table of labels",
                expected: "a first line with the columns file and micr"
            )
        }
        var lines: [String: String] = [:]
        for row in rows.dropFirst() where row.indices.contains(max(file, line)) {
            lines[row[file]] = row[line]
        }
        return lines
    }

    private static func cells(of row: Substring) -> [String] {
        var cells = [""]
        var isQuoted = false
        for character in row {
            switch (character, isQuoted) {
            case ("\"", _): isQuoted.toggle()
            case (",", false): cells.append("")
            default: cells[cells.count - 1].append(character)
            }
        }
        return cells
    }
}
