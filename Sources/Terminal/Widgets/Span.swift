/// A piece of text with its look.
public struct Span: Sendable, Hashable {
    /// The text.
    public var text: String
    /// How it looks.
    public var style: Style

    /// A piece of text.
    public init(_ text: String, _ style: Style = Style()) {
        self.text = text
        self.style = style
    }
}

extension CellGrid {
    /// Writes pieces of text one after the other.
    ///
    /// - Returns: The column after the last one written.
    @discardableResult
    public mutating func write(
        _ spans: [Span],
        column: Int,
        row: Int,
        limit: Int = .max
    ) -> Int {
        var place = column
        let end = limit == .max ? Int.max : column + limit
        for span in spans {
            guard place < end else { break }
            place = write(
                span.text,
                column: place,
                row: row,
                style: span.style,
                limit: end - place
            )
        }
        return place
    }

    /// Writes pieces of text so that they end at a column.
    public mutating func write(_ spans: [Span], endColumn: Int, row: Int) {
        let width = spans.reduce(0) { $0 + $1.text.columns }
        write(spans, column: endColumn - width, row: row)
    }
}
