internal import Glibc
public import Pictures

/// A drawn crop of a MICR line and what is printed on it.
public struct LineSample: Sendable, Equatable {
    /// The crop.
    public let image: GrayImage
    /// The characters from left to right; one space for any number of blank positions.
    public let text: String

    /// Draws line `index` of the series of a seed.
    ///
    /// A `height` is the rows to scale the crop to; `nil` leaves it at the resolution it was taken
    /// with, 60 to 320 pixels an inch.
    public init(seed: UInt64, index: Int, height: Int? = nil) {
        var g = SeededGenerator(seed: seed, index: index)
        let line = LineText.random(using: &g)
        let wear = g.chance(0.2) ? 0.15 : g.uniform(0.4, 1)
        let above = g.uniform(1.2, 4.5)
        let below = g.uniform(1.2, 4.5)
        let before = g.uniform(2, 24)
        let after = g.uniform(2, 24)
        let length = Double(line.positions.count) * E13B.pitch
        // Room around what will be seen, for turns and bends.
        let room = 14.0
        let top = room + above
        var canvas = Canvas(
            width: length + before + after,
            height: 9 + above + below + 2 * room,
            scale: 6
        )
        Surroundings.lay(on: &canvas, wear: wear, using: &g)
        Surroundings.frame(&canvas, around: top, wear: wear, using: &g)
        let print = LinePrint.random(wear: wear, using: &g)
        let marks = print.apply(line, right: before + length, top: top, on: &canvas, using: &g)
        if g.chance(0.1 * wear) { Surroundings.pen(on: &canvas, around: top, using: &g) }
        if g.chance(0.05 * wear) { Surroundings.stamp(on: &canvas, around: top, using: &g) }
        // 60 to 320 pixels an inch, each octave as likely as any other.
        let dpi = 60 * pow(320.0 / 60, g.unit())
        var camera = Camera.random(
            scale: dpi * E13B.inchesPerModule,
            wear: wear,
            using: &g
        )
        // A crop was straightened before: what is left of the turn is small over its length.
        camera.turn *= 0.25 * min(1, 150 / length)
        if camera.bend.swing > 0.8 { camera.bend.swing = 0.8 }
        let shown = 9 + above + below
        let pixels = (
            width: max(8, Int((length + before + after) * camera.scale)),
            height: max(8, Int(shown * camera.scale))
        )
        let picture = camera.picture(
            of: canvas,
            width: pixels.width,
            height: pixels.height,
            centre: ((length + before + after) / 2, room + shown / 2),
            background: 1,
            using: &g
        )
        if let height {
            let factor = Double(height) / Double(picture.height)
            image = picture.scaled(
                width: max(1, Int((Double(picture.width) * factor).rounded())),
                height: height
            )
        } else {
            image = picture
        }
        text = Self.text(of: marks)
    }

    /// The characters in order, with a space where a position or more stayed blank.
    static func text(of marks: [LinePrint.Mark]) -> String {
        var text = ""
        var last: Double?
        for mark in marks {
            if let last, mark.right - last > 1.6 * E13B.pitch { text += " " }
            text.append(mark.glyph.character)
            last = mark.right
        }
        return text
    }
}
