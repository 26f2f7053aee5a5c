import Terminal
import Testing

struct TextWidthTests {
    @Test(arguments: [
        ("", 0), ("main", 4), ("漢字", 4), ("e\u{301}", 1), ("한글", 4), ("ｆｕｌｌ", 8),
        ("مُحَمَّد", 4), ("⑆634⑆", 5), ("▁▂▃", 3), ("⣿⣀", 2), ("\u{1F600}", 2), ("नि", 2),
        ("\u{1100}\u{1161}\u{11A8}", 2),
    ])
    func `text takes the columns that ncurses gives it`(text: String, columns: Int) {
        #expect(text.columns == columns)
    }

    @Test func `a family of emoji is drawn by its first member`() {
        var grid = CellGrid(size: Size(columns: 6, rows: 1))

        let end = grid.write("\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}|", column: 0, row: 0)

        #expect(end >= 3)
        #expect(grid[0, 0].scalar == "\u{1F468}")
        #expect(grid[1, 0].width == 0)
    }

    @Test func `text is wrapped at blanks, and a long word where the line ends`() {
        #expect("back-off pulling image".wrapped(columns: 12) == ["back-off", "pulling", "image"])
        #expect("back-off pulling image".wrapped(columns: 16) == ["back-off pulling", "image"])
        #expect("abcdefgh ij".wrapped(columns: 3) == ["abc", "def", "gh", "ij"])
        #expect("漢字漢".wrapped(columns: 5) == ["漢字", "漢"])
        #expect("".wrapped(columns: 5) == [""])
        #expect("漢".wrapped(columns: 1) == ["漢"])
    }

    @Test func `marks stay with their character, at most four`() {
        var grid = CellGrid(size: Size(columns: 3, rows: 1))

        grid.write("z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}!", column: 0, row: 0)

        #expect(grid[0, 0].marks.count == 4)
        #expect(grid[1, 0].scalar == "!")
    }
}
