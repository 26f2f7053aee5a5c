extension LineGeometry {
    /// Where a character was found along the line.
    struct Place: Sendable {
        /// The x in the picture at which the character's cell ends.
        var right: Double
        /// The x of the cell's middle.
        var middle: Double
        /// Modules by which the character stands lower than the geometry says.
        var lower: Double
        /// Pitches from the strip's left end to the cell's right one.
        var position: Double
    }

    /// The geometry that the characters themselves suggest, from `reach` pitches before the cell that
    /// ends at `first` to `reach` pitches behind the one that ends at `last`; `nil` for fewer than four.
    func corrected(
        by places: [Place],
        from first: Double,
        to last: Double,
        reach: Double,
        withWaves: Bool
    ) -> LineGeometry? {
        guard places.count >= 4 else { return nil }
        let points = places.map { place in
            let local = scale * (1 + stretch * (place.middle - origin))
            return (x: place.middle, y: footY(at: place.middle) + place.lower * local)
        }
        var geometry = self
        let middle = points.reduce(0) { $0 + $1.x } / Double(points.count)
        let fit = Parabola(points.map { ($0.x - middle, $0.y) }, bends: points.count >= 10)
        geometry.origin = middle
        geometry.foot = fit.constant
        geometry.slope = fit.linear
        geometry.bend = fit.square
        let xs = points.map { $0.x - middle }
        geometry.bent = (xs.min() ?? 0)...(xs.max() ?? 0)
        // Neighbours give the pitch; across a blank the next field may have been printed apart.
        var pitches: [(x: Double, y: Double)] = []
        for (a, b) in zip(places, places.dropFirst()) {
            let steps = b.position - a.position
            if steps > 0.8, steps < 1.2 {
                pitches.append(((a.right + b.right) / 2 - middle, b.right - a.right))
            }
        }
        if pitches.count >= 4 {
            let tilt = (1 + fit.linear * fit.linear).squareRoot()
            let mean = pitches.reduce(0) { $0 + $1.y } / Double(pitches.count)
            geometry.scale = mean * tilt / E13B.pitch
            geometry.stretch = 0
            if pitches.count >= 12 {
                let slope = DigitChains.fit(pitches).slope / mean
                geometry.stretch = min(2e-4, max(-2e-4, slope))
            }
        }
        geometry.waves =
            !withWaves
            ? [] : Self.waves(in: points, around: fit, origin: middle, scale: geometry.scale)
        let pitch = geometry.scale * E13B.pitch
        geometry.left = first - (reach + 1) * pitch
        geometry.right = last + reach * pitch
        return geometry
    }

    /// What is left between the characters' feet and the parabola, smoothed over neighbours: the
    /// waves of paper that is not flat.
    ///
    /// Empty where the parabola is good enough.
    private static func waves(
        in points: [(x: Double, y: Double)],
        around fit: Parabola,
        origin: Double,
        scale: Double
    ) -> [Wave] {
        let residuals = points.map { (x: $0.x, y: $0.y - fit.value(at: $0.x - origin)) }
        let mean = residuals.reduce(0) { $0 + abs($1.y) } / Double(residuals.count)
        guard mean > 0.25 * scale else { return [] }
        return residuals.map { centre in
            let near = residuals.filter { abs($0.x - centre.x) < 4.5 * E13B.pitch * scale }
            let line = DigitChains.fit(near)
            return Wave(x: centre.x, offset: line.foot + line.slope * centre.x)
        }
    }
}
