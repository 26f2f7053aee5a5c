import Terminal
import Testing

struct TerminalEnvironmentTests {
    @Test(arguments: [
        (["TERM": "xterm-256color", "COLORTERM": "truecolor"], 256, ColorDepth.direct),
        (["TERM": "xterm-256color"], 256, .palette),
        (["TERM": "rxvt-unicode-256color", "COLORTERM": "truecolor"], 256, .palette),
        (["TERM": "xterm-direct"], 1 << 24, .direct),
        (["TERM": "linux", "COLORTERM": "truecolor"], 8, .eight),
        (["TERM": "xterm-16color"], 16, .sixteen),
        (["TERM": "vt100"], -1, .none),
        (["TERM": "xterm-256color", "COLORTERM": "24bit", "NO_COLOR": "1"], 256, .none),
        (["TERM": "xterm-256color", "NO_COLOR": ""], 256, .palette),
    ])
    func `colours are as many as the terminal takes and the user wants`(
        variables: [String: String],
        terminfoColors: Int,
        depth: ColorDepth
    ) {
        let environment = TerminalEnvironment(variables: variables)

        #expect(environment.colorDepth(terminfoColors: terminfoColors) == depth)
    }

    @Test(arguments: [
        (["LANG": "de_DE.UTF-8"], true), (["LANG": "en_US.utf8"], true), (["LANG": "C"], false),
        ([:], false), (["LC_ALL": "C", "LANG": "C.UTF-8"], false),
        (["LC_ALL": "", "LC_CTYPE": "C.UTF-8", "LANG": "C"], true),
    ])
    func `the locale is taken by its precedence`(variables: [String: String], isUnicode: Bool) {
        #expect(TerminalEnvironment(variables: variables).isUnicode == isUnicode)
    }

    @Test func `a colour becomes the nearest there is`() {
        let orange = Color.rgb(red: 255, green: 135, blue: 0)

        #expect(ColorDepth.direct.index(of: orange) == 0xFF_8700)
        #expect(ColorDepth.palette.index(of: orange) == 208)
        #expect(ColorDepth.eight.index(of: orange) == 1)
        #expect(ColorDepth.sixteen.index(of: orange) == 9)
        #expect(ColorDepth.sixteen.index(of: .ansi(12)) == 12)
        #expect(ColorDepth.none.index(of: orange) == nil)
        #expect(ColorDepth.direct.index(of: .rgb(red: 0, green: 0, blue: 1)) == 8)
        #expect(ColorDepth.palette.index(of: .rgb(red: 48, green: 48, blue: 48)) == 236)
        #expect(ColorDepth.palette.index(of: .standard) == nil)
    }

    @Test func `every character has one of ASCII that stands in for it`() {
        #expect("╭─▶●█⑆…".unicodeScalars.map(\.asciiFallback) == Array("+->*#:~".unicodeScalars))
        #expect(
            (0x20..<0x1_1000).compactMap { Unicode.Scalar($0) }
                .allSatisfy { $0.asciiFallback.isASCII }
        )
    }

    @Test func `a look is written in words`() {
        #expect(
            Style(notation: "#e0af68 bold on default")
                == Style(
                    foreground: .rgb(red: 0xE0, green: 0xAF, blue: 0x68),
                    attributes: .bold
                )
        )
        #expect(
            Style(notation: "bright-red on blue")
                == Style(foreground: .ansi(9), background: .ansi(4))
        )
        #expect(Style(notation: "reverse") == Style(attributes: .reverse))
        #expect(Style(notation: "purplish") == nil)
        #expect(Style(notation: "#12345") == nil)
    }
}
