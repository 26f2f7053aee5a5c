import Terminal
import Testing

struct SanitisedTests {
    @Test func `printable text stays as it is`() {
        #expect("checks-reader 98 %".sanitised == "checks-reader 98 %")
        #expect("Überweisung ⑆634001052⑆".sanitised == "Überweisung ⑆634001052⑆")
    }

    @Test func `an OSC 52 that would fill the clipboard is shown, not obeyed`() {
        #expect("a\u{1B}]52;c;aGk=\u{07}b".sanitised == "a␛]52;c;aGk=␇b")
        #expect("\u{9D}52;c;aGk=\u{9C}".sanitised == "\u{FFFD}52;c;aGk=\u{FFFD}")
    }

    @Test func `colours are dropped and other control sequences are shown`() {
        #expect("\u{1B}[1;31mERROR\u{1B}[0m x".sanitised == "ERROR x")
        #expect("\u{1B}[38:2::1:2:3mpale".sanitised == "pale")
        #expect("\u{1B}[2J\u{1B}[H".sanitised == "␛[2J␛[H")
        #expect("\u{1B}[31".sanitised == "␛[31")
        #expect("\u{1B}".sanitised == "␛")
    }

    @Test func `line ends and tabs stay in their row`() {
        #expect("a\tb\r\nc\u{2028}d\u{7F}".sanitised == "a b␍␊c d␡")
    }

    @Test func `nothing turns the direction of reading`() {
        #expect("user\u{202E}gnp.exe\u{2069}".sanitised == "user\u{FFFD}gnp.exe\u{FFFD}")
        #expect("a\u{200B}b\u{FEFF}c\u{E0041}".sanitised == "abc")
    }

    @Test func `no character of the first blocks comes through as a control`() {
        let shown = (0..<0x3100).compactMap { Unicode.Scalar($0) }
            .flatMap { String(Character($0)).sanitised.unicodeScalars }

        #expect(shown.count > 10_000)
        #expect(
            shown.allSatisfy {
                $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value)
                    && $0.properties.generalCategory != .format
            }
        )
    }

    @Test func `whatever is written into a grid is safe`() {
        var grid = CellGrid(size: Size(columns: 12, rows: 1))

        grid.write("\u{1B}[2Jx\u{07}", column: 0, row: 0)

        #expect(grid.text == "␛[2Jx␇")
    }
}
