import Kubernetes
import Operations
import Terminal

/// The screen as it stands, ready to be sent to somebody: as text, with colours, and as a picture.
public struct ScreenCapture: Sendable, Hashable {
    /// What the files are called, without their endings.
    public var name: String
    /// The text alone.
    public var text: String
    /// The text with escape sequences for its colours.
    public var escapedText: String
    /// The picture (SVG).
    public var picture: String

    /// Takes a picture of a state.
    init(of state: DashboardState, theme: Theme) {
        let caption = Self.caption(of: state)
        let page = screen(
            for: state,
            in: Rect(columns: state.size.columns, rows: state.size.rows),
            theme: theme
        )
        var grid = CellGrid(
            size: Size(columns: page.size.columns, rows: 1),
            style: theme[.text]
        )
        grid.write(" \(caption)", column: 0, row: 0, style: theme[.faint])
        // Hints are of no use on paper: the last row makes room for the caption.
        var body = CellGrid(
            size: Size(columns: page.size.columns, rows: max(0, page.size.rows - 1)),
            style: theme[.text]
        )
        body.blit(page, from: body.bounds, to: Point(column: 0, row: 0))
        body.append(grid)
        text = body.text + "\n"
        escapedText = body.escapedText
        picture = body.svg(title: caption, isDark: theme.isForDarkGround)
        let digits = Self.timeText(of: state.now).filter(\.isNumber).prefix(14)
        let context = state.snapshot.map { "-" + $0.context.fileNamePart } ?? ""
        name = "radiant\(context)-\(state.page.title.fileNamePart)-\(digits)"
    }

    /// Whose cluster it is, when that was, and how old the data were.
    private static func caption(of state: DashboardState) -> String {
        var parts = ["radiant"]
        if let snapshot = state.snapshot {
            parts += [snapshot.context, snapshot.scope.text]
            parts.append(timeText(of: state.now))
            let age = state.now.elapsed(since: snapshot.takenAt)
            let stalest = snapshot.sources.compactMap(\.lastSuccess).min()
            let oldest = stalest.map { state.now.elapsed(since: $0) }.map { max(age, $0) } ?? age
            parts.append("data \(max(.zero, oldest).asAge) old")
        } else {
            parts += [timeText(of: state.now), "no data yet"]
        }
        if state.isReplay {
            parts.append("replayed")
        } else if state.past != nil {
            parts.append("seen \(state.clock.elapsed(since: state.now).asAge) later")
        }
        return parts.joined(separator: " · ")
    }

    /// The moment as RFC 3339 has it, to the second.
    private static func timeText(of moment: Moment) -> String {
        Timestamp(seconds: Int64(moment.secondsSince1970)).description
    }
}

extension String {
    /// The text as a part of a file's name: letters, digits and dashes.
    fileprivate var fileNamePart: String {
        let letters = unicodeScalars.map { scalar -> Character in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                ? Character(scalar) : "-"
        }
        return String(letters.prefix(40))
    }
}

extension Theme {
    /// Whether it is made for a dark background: its text is light, or the terminal's own.
    fileprivate var isForDarkGround: Bool {
        guard case .rgb(let red, let green, let blue) = self[.text].foreground else { return true }
        return Int(red) + Int(green) + Int(blue) > 384
    }
}
