public import Pictures
public struct Probe { 
    public static func read(_ image: GrayImage) -> (String, Double, String) {
        do { let l = try BandFinder(image: image).line()
            let g = l.strip.geometry
            return (l.text, l.meanScore, "n=\(l.matches.count) scale=\(g.scale) x=\(Int(g.left))-\(Int(g.right)) foot=\(Int(g.footY(at: g.origin))) min=\(l.matches.map(\.score).min() ?? 0) margin=\(l.matches.map{$0.score-$0.rival}.min() ?? 0)")
        } catch { return ("", 0, "\(error)") }
    }
}
