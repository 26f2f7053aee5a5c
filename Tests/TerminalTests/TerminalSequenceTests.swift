import Foundation
import Terminal
import Testing

struct TerminalSequenceTests {
    @Test(arguments: ["", "a", "ab", "abc", "kubectl get sdep ümläut ⑈"])
    func `a copied text is base64 between the brackets of OSC 52`(text: String) {
        let sequence = String(decoding: TerminalSequence.copy(text), as: UTF8.self)

        #expect(
            sequence == "\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{07}"
        )
    }

    @Test func `nothing of others ends a notification early`() {
        let sequence = TerminalSequence.notification("down\u{07}\u{1B}]52;c;aGk=\u{07}")

        #expect(sequence.count { $0 == 0x1B } == 1)
        #expect(sequence.count { $0 == 0x07 } == 1)
        #expect(sequence.last == 0x07)
    }
}
