import Operations
import Terminal

/// Where moments of the last 15 minutes stand on a row of cells.
struct TimeAxis {
    let now: Moment
    let columns: Int
    let secondsFromGMT: Int
    /// How many steps of a history the axis has.
    var steps = MeasuredHistory.kept

    /// The index of the step at the left.
    private var first: Double {
        Double(MeasuredHistory.index(of: now)) - Double(steps) + 1
    }

    /// The column of a moment, or `nil` when it lies off the axis.
    func column(of moment: Moment) -> Int? {
        let place = moment.secondsSince1970 / MeasuredHistory.step - first
        let column = Int((place / Double(steps) * Double(columns)).rounded(.down))
        return (0..<columns).contains(column) ? column : nil
    }

    /// The full minutes on the axis that are multiples of some minutes.
    private func minutes(every minutes: Int) -> [Moment] {
        let length = Double(minutes * 60)
        let start = (first * MeasuredHistory.step / length).rounded(.up) * length
        return stride(from: start, through: now.secondsSince1970, by: length)
            .map { Moment(secondsSince1970: $0) }
    }

    /// Draws the line with its ticks, and below it the times.
    func draw(column: Int, row: Int, theme: Theme, on grid: inout CellGrid) {
        for place in 0..<columns { grid[column + place, row] = Cell("─", style: theme[.border]) }
        var free = 0
        for minute in minutes(every: columns >= 40 ? 3 : 5) {
            guard let place = self.column(of: minute) else { continue }
            grid[column + place, row] = Cell("┴", style: theme[.border])
            let text = String(minute.clockText(secondsFromGMT: secondsFromGMT).prefix(5))
            let start = min(max(0, place - 2), columns - 5)
            guard start >= free, start + 5 <= columns - 4 else { continue }
            grid.write(text, column: column + start, row: row + 1, style: theme[.faint])
            free = start + 6
        }
        grid.write([Span("now", theme[.faint])], endColumn: column + columns, row: row + 1)
    }
}
