import Terminal
import Testing

/// Answers of terminals, as they were seen or as their documents say.
struct TerminalRepliesTests {
    private func replies(to text: String) -> (TerminalReplies, keys: [UInt8]) {
        var replies = TerminalReplies()
        var keys: [UInt8] = []
        for byte in text.utf8 { keys += replies.receive(byte) }
        return (replies, keys)
    }

    @Test(arguments: [
        ("rgb:0000/0000/0000", false), ("rgb:1a1a/1b1b/2626", false), ("rgb:ffff/ffff/ffff", true),
        ("rgb:fd/f6/e3", true), ("rgb:f/f/f", true),
    ])
    func `a background is light or dark by its luminance`(colour: String, isLight: Bool) {
        let (st, _) = replies(to: "\u{1B}]11;\(colour)\u{1B}\\\u{1B}[?62;c")
        let (bell, _) = replies(to: "\u{1B}]11;\(colour)\u{07}\u{1B}[?62;c")

        #expect(st.isLight == isLight)
        #expect(bell.isLight == isLight)
        #expect(st.isComplete)
    }

    @Test func `a terminal says by its attributes that it takes sixels`() {
        #expect(replies(to: "\u{1B}[?62;4;22c").0.pictureProtocol == .sixel)
        // The first number is the level, and 4 there would be a VT132.
        #expect(replies(to: "\u{1B}[?4;22c").0.pictureProtocol == .symbols)
    }

    @Test func `kitty's own protocol goes before sixels, and iTerm2 is known by its name`() {
        let kitty = "\u{1B}_Gi=4207;OK\u{1B}\\\u{1B}[?62;4c"
        let refused = "\u{1B}_Gi=4207;ENOTSUPPORTED:\u{1B}\\\u{1B}[?62c"
        let iterm = "\u{1B}P>|iTerm2 3.5.0\u{1B}\\\u{1B}[?64;4c"

        #expect(replies(to: kitty).0.pictureProtocol == .kitty)
        #expect(replies(to: refused).0.pictureProtocol == .symbols)
        #expect(replies(to: iterm).0.pictureProtocol == .iterm2)
    }

    @Test func `a cell has the size that the terminal says`() {
        #expect(replies(to: "\u{1B}[6;18;9t").0.cell == Size(columns: 9, rows: 18))
        #expect(replies(to: "\u{1B}[6;0;0t").0.cell == nil)
    }

    @Test func `keys between answers stay keys`() {
        let (replies, keys) = replies(to: "j\u{1B}]11;rgb:00/00/00\u{07}k\u{1B}[A\u{1B}[?62cq")

        #expect(String(decoding: keys, as: UTF8.self) == "jk\u{1B}[Aq")
        #expect(replies.isLight == false)
    }

    @Test func `an Esc that nothing follows is given back`() {
        var replies = TerminalReplies()

        let first = replies.receive(0x1B)
        #expect(first == [])
        let given = replies.abandon()
        #expect(given == [0x1B])
        let key = replies.receive(UInt8(ascii: "q"))
        #expect(key == [UInt8(ascii: "q")])
    }

    @Test func `a name of a terminal is made safe, and an endless answer is none`() {
        let (named, _) = replies(to: "\u{1B}P>|evil\u{0C}\u{1B}\\")
        #expect(named.name == "evil␌")

        let (_, keys) = replies(to: "\u{1B}]" + String(repeating: "x", count: 2000))
        #expect(keys.count > 1400)
    }
}
