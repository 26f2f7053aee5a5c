import Foundation
import Operations
import Terminal
import Testing

@testable import Dashboard

/// Compares a screen with the text file that was recorded of it.
///
/// The first part of a file is the text, the second the looks: one letter a cell for the role that
/// the cell's style belongs to, so that a change of colour is seen in review. `RADIANT_RECORD=1` in
/// the environment writes the files anew.
enum ScreenRecording {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Screens")

    static func expect(
        _ state: DashboardState,
        is name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let area = Rect(columns: state.size.columns, rows: state.size.rows)
        let drawn = text(of: screen(for: state, in: area, theme: letters))
        let file = folder.appending(path: "\(name).txt")
        if ProcessInfo.processInfo.environment["RADIANT_RECORD"] == "1" {
            try drawn.write(to: file, atomically: true, encoding: .utf8)
            return
        }
        let recorded = try String(contentsOf: file, encoding: .utf8)
        #expect(drawn == recorded, "\(name) is drawn otherwise", sourceLocation: sourceLocation)
    }

    /// Compares a screen in a theme with the file that was recorded of it: the text, then one line a
    /// row with the columns of each look.
    static func expect(
        _ state: DashboardState,
        in theme: Theme,
        is name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let area = Rect(columns: state.size.columns, rows: state.size.rows)
        let grid = screen(for: state, in: area, theme: theme)
        var lines = (0..<grid.size.rows).map { grid.text(row: $0) }
        lines.append(String(repeating: "=", count: grid.size.columns))
        for row in 0..<grid.size.rows { lines.append(looks(of: grid, row: row)) }
        let drawn = lines.joined(separator: "\n") + "\n"
        let file = folder.appending(path: "\(name).txt")
        if ProcessInfo.processInfo.environment["RADIANT_RECORD"] == "1" {
            try drawn.write(to: file, atomically: true, encoding: .utf8)
            return
        }
        let recorded = try String(contentsOf: file, encoding: .utf8)
        #expect(drawn == recorded, "\(name) is drawn otherwise", sourceLocation: sourceLocation)
    }

    private static func looks(of grid: CellGrid, row: Int) -> String {
        var parts: [String] = []
        var start = 0
        for column in 1...grid.size.columns {
            let style = grid[start, row].style
            guard column == grid.size.columns || grid[column, row].style != style else { continue }
            if style != Style() { parts.append("\(start)-\(column - 1) \(words(for: style))") }
            start = column
        }
        return "\(row): " + parts.joined(separator: ", ")
    }

    private static func words(for style: Style) -> String {
        func word(_ color: Color) -> String? {
            switch color {
            case .standard: nil
            case .ansi(let number): "ansi\(number)"
            case .rgb(let red, let green, let blue):
                "#"
                    + [red, green, blue].map { value in
                        (value < 16 ? "0" : "") + String(value, radix: 16)
                    }.joined()
            }
        }
        let names: [(Style.Attributes, String)] = [
            (.bold, "bold"), (.dim, "dim"), (.italic, "italic"), (.underline, "underline"),
            (.reverse, "reverse"),
        ]
        let ground = word(style.background).map { ["on", $0] } ?? []
        let attributes = names.filter { style.attributes.contains($0.0) }.map(\.1)
        return ([word(style.foreground) ?? "default"] + ground + attributes)
            .joined(separator: " ")
    }

    /// A theme whose colours are the roles' letters.
    private static let letters = Theme(
        name: "letters",
        styles: Dictionary(
            uniqueKeysWithValues: Role.allCases.enumerated().map { place, role in
                let number = UInt8(place + 1)
                let isGround = role == .selection
                return (
                    role,
                    Style(
                        foreground: isGround ? .standard : .rgb(red: number, green: 0, blue: 0),
                        background: isGround ? .rgb(red: number, green: 0, blue: 0) : .standard
                    )
                )
            }
        )
    )

    private static let roleLetters = Array("tSf*-gcT~_A")

    private static func text(of grid: CellGrid) -> String {
        var lines: [String] = []
        for row in 0..<grid.size.rows { lines.append(grid.text(row: row)) }
        lines.append(String(repeating: "=", count: grid.size.columns))
        for row in 0..<grid.size.rows {
            var line = ""
            for column in 0..<grid.size.columns { line.append(letter(of: grid[column, row])) }
            while line.last == " " { line.removeLast() }
            lines.append(line)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func letter(of cell: Cell) -> Character {
        if case .rgb(let number, _, _) = cell.style.background {
            return roleLetters[Int(number) - 1]
        }
        guard case .rgb(let number, _, _) = cell.style.foreground, cell.scalar != " " else {
            return " "
        }
        return roleLetters[Int(number) - 1]
    }
}

extension DashboardState {
    /// A state with a snapshot, in a terminal of this size, after some keys.
    static func sample(
        columns: Int,
        rows: Int,
        snapshot: ClusterSnapshot? = Samples.snapshot(),
        keys: [KeyEvent] = []
    ) -> DashboardState {
        var state = DashboardState(size: Size(columns: columns, rows: rows), now: Samples.now)
        if let snapshot { _ = update(&state, with: .snapshot(snapshot)) }
        for key in keys { _ = update(&state, with: .key(key)) }
        return state
    }

    /// Presses keys and returns what must be done.
    mutating func strike(_ keys: KeyEvent...) -> [Command] {
        keys.flatMap { update(&self, with: .key($0)) }
    }

    /// Types text.
    mutating func type(_ text: String) {
        for character in text { _ = update(&self, with: .key(.character(character))) }
    }

    /// The text on the screen.
    var text: String {
        screen(
            for: self,
            in: Rect(columns: size.columns, rows: size.rows),
            theme: .terminal
        ).text
    }
}
