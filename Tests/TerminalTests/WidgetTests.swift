import Terminal
import Testing

struct WidgetTests {
    @Test func `a sparkline tells zero from not measured`() {
        #expect(Sparkline([nil, 0, 1, 4, 8]).text(columns: 5) == " ▁▁▄█")
        #expect(Sparkline([1, 1]).text(columns: 4) == "  ██")
        #expect(Sparkline([]).text(columns: 3) == "   ")
    }

    @Test func `a sparkline averages what does not fit`() {
        #expect(Sparkline([0, 0, 8, 8, nil, nil]).text(columns: 3) == "▁█ ")
    }

    @Test func `a bar shows a canary of one percent`() {
        #expect(ShareBar([99, 1]).text(columns: 10) == "█████████░")
        #expect(ShareBar([80, 20]).text(columns: 10) == "████████░░")
        #expect(ShareBar([100, 0]).text(columns: 10) == "██████████")
        #expect(ShareBar([0, 0]).text(columns: 4) == "····")
        #expect(ShareBar([33, 33, 34]).text(columns: 10).count == 10)
    }

    @Test func `the least important columns of a table give way`() {
        let table = Table(columns: [
            Table.Column("name", minimum: 6, maximum: 20),
            Table.Column("p50", minimum: 6, isTrailing: true, dispensability: 2),
            Table.Column("p99", minimum: 6, isTrailing: true, dispensability: 1),
        ])

        #expect(table.layout(in: 40).map(\.index) == [0, 1, 2])
        #expect(table.layout(in: 40).map(\.width) == [20, 6, 6])
        #expect(table.layout(in: 16).map(\.index) == [0, 2])
        #expect(table.layout(in: 40, content: [9]).map(\.width) == [9, 6, 6])
    }

    @Test func `figures end at the right side of their column`() {
        let table = Table(columns: [
            Table.Column("name", minimum: 6), Table.Column("p99", minimum: 6, isTrailing: true),
        ])
        var grid = CellGrid(size: Size(columns: 14, rows: 1))

        table.draw(
            [[Span("main")], [Span("31ms")]],
            layout: table.layout(in: 14),
            column: 0,
            row: 0,
            on: &grid
        )

        #expect(grid.text == "main      31ms")
    }

    @Test func `a line is typed as in a shell`() {
        var input = TextInput("checks/a")
        func press(_ keys: [KeyEvent]) { for key in keys { _ = input.receive(key) } }

        press([.left, .backspace, .character("s")])
        #expect(input.text == "checkssa")

        press([.control("a"), .control("k")])
        #expect(input.text.isEmpty)

        press([.backspace, .delete])
        input.insert("one two\u{1B}[31m\n")
        #expect(input.text == "one two␊")

        press([.end, .control("w")])
        #expect(input.text == "one ")
        #expect(input.receive(.pageUp) == false)
    }

    @Test func `a long line is scrolled to its cursor`() {
        var grid = CellGrid(size: Size(columns: 6, rows: 1))

        grid.draw(TextInput("/var/lib/checks"), column: 0, row: 0, columns: 6, style: Style())

        #expect(grid.text == "hecks")
        #expect(grid.cursor == Point(column: 5, row: 0))
    }

    @Test func `a box carries its title`() {
        var grid = CellGrid(size: Size(columns: 12, rows: 3))

        let inner = grid.box(grid.bounds, style: Style(), title: "main")

        #expect(grid.text == "╭─ main ───╮\n│          │\n╰──────────╯")
        #expect(inner == Rect(column: 1, row: 1, columns: 10, rows: 1))
    }
}
