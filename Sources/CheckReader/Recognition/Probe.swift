public import Pictures
public struct Probe { 
    public static func read(_ image: GrayImage) -> (String, Double, String) {
        do { let l = try BandFinder(image: image).line()
            let g = l.strip.geometry
            return (l.text, l.meanScore, "n=\(l.matches.count) scale=\(g.scale) x=\(Int(g.left))-\(Int(g.right)) foot=\(Int(g.footY(at: g.origin))) min=\(l.matches.map(\.score).min() ?? 0) margin=\(l.matches.map{$0.score-$0.rival}.min() ?? 0)\n" + l.matches.map { "\($0.glyph.character)\(Int($0.score*100))/\(Int($0.rival*100))\($0.rivalGlyph.character)" + "@\(Int($0.column)),\(Int($0.shift))" }.joined(separator: " "))
        } catch { return ("", 0, "\(error)") }
    }
    public static func candidates(_ image: GrayImage) -> String {
        let finder = BandFinder(image: image)
        var out = ""
        for (size, chains) in finder.debugChains() { out += "\(size)\n"
          for c in chains { let l = finder.debugRead(c.1); out += "  score \(c.0) scale \(c.1.scale) foot \(Int(c.1.footY(at: (c.1.left+c.1.right)/2))) slope \(c.1.slope) -> \(l?.worth ?? 0) \(l?.meanScore ?? 0) \(l?.text ?? "")\n" } }
        return out
    }
}
extension BandFinder {
    func debugRead(_ g: LineGeometry) -> MatchedLine? { read(g) }
    func debugChains() -> [(Double, [(Double, LineGeometry)])] {
        let longer = Double(max(image.width, image.height))
        let wanted = min(1700.0, Double(longer) * 2)
        return [wanted, wanted * 0.62, min(wanted * 1.5, 2600)].map { size in
            let f = size / longer
            let scaled = image.scaled(by: f)
            let map = InkMap(scaled, radius: max(9, max(scaled.width, scaled.height) / 70), contrast: 0.4)
            return (size, DigitChains(map.blobs(), width: scaled.width).found(atMost: 10).map { c in var g = c.geometry
              g.left = max(0,g.left); g.right = min(Double(scaled.width), g.right); return (c.score, g.scaled(by: 1/f)) })
        }
    }
}
