import Terminal
import Testing

struct KeyNotationTests {
    @Test(arguments: [
        ("x", KeyEvent.character("x")), ("X", .character("X")), ("/", .character("/")),
        ("ctrl-d", .control("d")), ("Ctrl-D", .control("d")), ("f5", .function(5)),
        ("space", .character(" ")), ("shift-tab", .backTab), ("page-down", .pageDown),
        ("enter", .enter), ("ä", .character("ä")),
    ])
    func `a key has a name in the configuration`(notation: String, key: KeyEvent) {
        #expect(KeyEvent(notation: notation) == key)
    }

    @Test(arguments: ["", " ", "ctrl-", "ctrl-1", "f0", "f64", "alt-x", "enterr"])
    func `what no terminal can report is no key`(notation: String) {
        #expect(KeyEvent(notation: notation) == nil)
    }
}
