/// What a mouse did, as far as a screen of text makes use of it.
public struct MouseEvent: Sendable, Hashable {
    /// What it did.
    public enum Kind: Sendable, Hashable {
        /// The left button was pressed.
        case click
        /// The wheel was turned by a notch, away from the user.
        case wheelUp
        /// The wheel was turned by a notch, towards the user.
        case wheelDown
    }

    /// What it did.
    public var kind: Kind
    /// Where.
    public var place: Point

    /// Something that a mouse did.
    public init(_ kind: Kind, at place: Point) {
        self.kind = kind
        self.place = place
    }

    /// Reads what follows `ESC [ <` in xterm's SGR encoding, such as `0;12;3M` (ctlseqs, "Extended
    /// coordinates"); `nil` for what is of no use here: releases, other buttons, motion.
    public init?(report: some StringProtocol) {
        guard report.last == "M" else { return nil }
        let numbers = report.dropLast().split(separator: ";", omittingEmptySubsequences: false)
            .map { Int($0) }
        guard numbers.count == 3, let button = numbers[0], let column = numbers[1],
            let row = numbers[2], (1...10_000).contains(column), (1...10_000).contains(row)
        else { return nil }
        // Bits 2 to 4 are Shift, Meta and Control.
        switch button & ~0b1_1100 {
        case 0: kind = .click
        case 64: kind = .wheelUp
        case 65: kind = .wheelDown
        default: return nil
        }
        place = Point(column: column - 1, row: row - 1)
    }
}
