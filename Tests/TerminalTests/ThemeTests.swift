import Documents
import Foundation
import Terminal
import Testing

struct ThemeTests {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "themes")

    @Test(arguments: ["dark", "light", "high-contrast", "color-blind", "monochrome"])
    func `every theme that is shipped can be read and names every role`(name: String) throws {
        let file = Self.folder.appending(path: "\(name).yaml")
        let text = try String(contentsOf: file, encoding: .utf8)

        let theme = try Theme(yaml: text)

        #expect(theme.name == name)
        #expect(!theme.summary.isEmpty)
        #expect(Set(theme.styles.keys) == Set(Role.allCases))
    }

    @Test func `the theme of the terminal's own colours is the one that needs no file`() throws {
        let file = Self.folder.appending(path: "terminal.yaml")
        var theme = try Theme(yaml: String(contentsOf: file, encoding: .utf8))
        theme.styles[.text] = nil

        #expect(theme == Theme.terminal)
    }

    @Test func `monochrome has no colour`() throws {
        let file = Self.folder.appending(path: "monochrome.yaml")
        let theme = try Theme(yaml: String(contentsOf: file, encoding: .utf8))

        #expect(theme.styles.values.allSatisfy { $0.foreground == .standard })
        #expect(theme.styles.values.allSatisfy { $0.background == .standard })
        #expect(theme[.trouble] != theme[.good])
    }

    @Test func `a theme loses nothing but colour on a terminal of few colours`() throws {
        let file = Self.folder.appending(path: "dark.yaml")
        let dark = try Theme(yaml: String(contentsOf: file, encoding: .utf8))

        #expect(dark.adapted(to: .palette) == dark)
        #expect(dark.adapted(to: .eight).styles == Theme.terminal.styles)
        let plain = dark.adapted(to: .none)
        #expect(plain.styles.values.allSatisfy { $0.foreground == .standard })
        #expect(plain[.selection].attributes.contains(.reverse))
        #expect(plain[.trouble] != plain[.text])
    }

    @Test func `a role that is left out looks as the terminal's own`() throws {
        let theme = try Theme(yaml: "name: mine\nstyles:\n  good: '#00ff00'\n")

        #expect(theme[.good] == Style(foreground: .rgb(red: 0, green: 255, blue: 0)))
        #expect(theme[.trouble] == Theme.terminal[.trouble])
    }

    @Test func `a fault is named with its place`() {
        #expect(throws: ThemeError.unknownName("goood", Position(line: 3, column: 3))) {
            try Theme(yaml: "name: mine\nstyles:\n  goood: red\n")
        }
        #expect(throws: ThemeError.unknownStyle("purplish", Position(line: 3, column: 9))) {
            try Theme(yaml: "name: mine\nstyles:\n  good: purplish\n")
        }
        #expect(throws: ThemeError.self) { try Theme(yaml: "- a\n- b\n") }
        #expect(throws: ThemeError.self) { try Theme(yaml: "name: [") }
    }
}
