import Terminal
import Testing

struct CellGridTests {
    @Test func `text that does not fit ends in an ellipsis`() {
        var grid = CellGrid(size: Size(columns: 8, rows: 2))

        grid.write("recognition", column: 0, row: 0)
        grid.write("detection", column: 2, row: 1, limit: 4)

        #expect(grid.text == "recogni…\n  det…")
    }

    @Test func `a wide character is never cut in half`() {
        var grid = CellGrid(size: Size(columns: 5, rows: 1))

        grid.write("漢字漢", column: 0, row: 0)
        #expect(grid.text == "漢字…")

        grid.write("x", column: 1, row: 0)
        #expect(grid.text == " x字…")
    }

    @Test func `writing outside of the grid changes nothing`() {
        var grid = CellGrid(size: Size(columns: 3, rows: 1))
        let blank = grid

        grid.write("abc", column: 0, row: 7)
        grid.write("abc", column: 9, row: 0)
        grid[-1, 0] = Cell("x")

        #expect(grid == blank)
    }

    @Test func `only changed cells are drawn`() {
        var grid = CellGrid(size: Size(columns: 10, rows: 3))
        grid.write("rate 4.1", column: 0, row: 1)
        let shown = grid
        #expect(grid.changes(since: shown).isEmpty)

        grid.write("5", column: 5, row: 1)

        let changes = grid.changes(since: shown)
        #expect(changes == [CellRun(start: Point(column: 5, row: 1), cells: [Cell("5")])])
    }

    @Test func `everything is drawn when the screen is another`() {
        let grid = CellGrid(size: Size(columns: 4, rows: 2))
        let other = CellGrid(size: Size(columns: 5, rows: 2))

        #expect(grid.changes(since: nil).map(\.cells.count) == [4, 4])
        #expect(grid.changes(since: other).map(\.cells.count) == [4, 4])
    }

    @Test func `a half of a wide character is drawn with the other half`() {
        var shown = CellGrid(size: Size(columns: 4, rows: 1))
        shown.write("漢", column: 0, row: 0)
        var grid = CellGrid(size: Size(columns: 4, rows: 1))
        grid.write("字", column: 0, row: 0)

        let changes = grid.changes(since: shown)

        #expect(changes.map(\.start.column) == [0])
        #expect(changes.first?.cells.first?.scalar == "字")
    }

    @Test func `a rectangle splits into parts that fill it`() {
        let area = Rect(column: 2, row: 1, columns: 20, rows: 10)

        let (top, rest) = area.split(top: 3)
        let (body, bottom) = rest.split(bottom: 2)
        let (left, right) = body.split(left: 30)

        #expect(top == Rect(column: 2, row: 1, columns: 20, rows: 3))
        #expect(body == Rect(column: 2, row: 4, columns: 20, rows: 5))
        #expect(bottom == Rect(column: 2, row: 9, columns: 20, rows: 2))
        #expect(left == body && right.isEmpty)
        #expect(
            area.centered(Size(columns: 10, rows: 40))
                == Rect(column: 7, row: 1, columns: 10, rows: 10)
        )
    }
}
