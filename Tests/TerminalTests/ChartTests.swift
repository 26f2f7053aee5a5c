import Terminal
import Testing

struct ChartTests {
    private func drawn(_ chart: BrailleChart, columns: Int, rows: Int) -> String {
        var grid = CellGrid(size: Size(columns: columns, rows: rows))
        chart.draw(in: grid.bounds, on: &grid)
        return grid.text
    }

    @Test func `a rising line climbs from the lower left to the upper right`() {
        let line = BrailleChart.Line([0, 1, 2, 3, 4, 5, 6, 7], style: Style())

        let text = drawn(BrailleChart([line], ceiling: 7), columns: 4, rows: 2)

        #expect(text == "  ⡠⠊\n⡠⠊")
    }

    @Test func `a jump is joined, and a gap stays a gap`() {
        let jump = BrailleChart.Line([0, 4], style: Style())
        let gap = BrailleChart.Line([4, 4, nil, nil, 4, 4], style: Style())

        #expect(drawn(BrailleChart([jump], ceiling: 4), columns: 1, rows: 1) == "⡸")
        #expect(drawn(BrailleChart([gap], ceiling: 4), columns: 3, rows: 1) == "⠉ ⠉")
    }

    @Test func `a peak is not lost where a column stands for many values`() {
        var values = [Double?](repeating: 1, count: 90)
        values[45] = 8

        let text = drawn(
            BrailleChart([BrailleChart.Line(values, style: Style())], ceiling: 8),
            columns: 10,
            rows: 2
        )

        #expect(text.split(separator: "\n").first?.contains { $0 != " " } == true)
    }

    @Test(arguments: [(0.0, 1.0), (0.9, 1.0), (1.2, 1.5), (3, 3), (0.031, 0.05), (760, 1000)])
    func `the upper edge is a round number`(highest: Double, edge: Double) {
        #expect((BrailleChart.ceiling(over: highest) - edge).magnitude < 1e-9)
    }

    @Test func `a heat map is darker where more of a column's counts are`() {
        var grid = CellGrid(size: Size(columns: 3, rows: 2))

        HeatMap([[100, 0], [1, 99], []], style: Style()).draw(in: grid.bounds, on: &grid)

        #expect(grid.text == " █\n█·")
    }
}

struct CaptureTests {
    private var grid: CellGrid {
        var grid = CellGrid(size: Size(columns: 12, rows: 2))
        grid.write("plain ", column: 0, row: 0)
        grid.write(
            "a<b>&",
            column: 6,
            row: 0,
            style: Style(foreground: .rgb(red: 1, green: 2, blue: 3), attributes: .bold)
        )
        grid.write("x\u{1B}]52;c;aGk=\u{07}", column: 0, row: 1)
        return grid
    }

    @Test func `escaped text has the looks, and no sequence of anybody else`() {
        let text = grid.escapedText

        #expect(text.hasPrefix("plain \u{1B}[0;1;38;2;1;2;3ma<b>&\u{1B}[0m\n"))
        #expect(!text.contains("\u{1B}]"))
    }

    @Test func `a picture has every text once, escaped, in a place of its own`() {
        let svg = grid.svg(title: "a & b", isDark: true)

        #expect(svg.contains("<title>a &amp; b</title>"))
        #expect(svg.contains(">a&lt;b&gt;&amp;</text>"))
        #expect(svg.contains("fill=\"#010203\""))
        #expect(!svg.contains("\u{1B}"))
        #expect(svg.hasSuffix("</svg>\n"))
    }
}
