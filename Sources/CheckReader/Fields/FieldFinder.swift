internal import Glibc
public import Pictures

/// Finds the fields of a check and tells their kind: English text, Arabic text, signatures.
///
/// Ink that stands out of its paper is grouped to lines, and a small network tells by its looks what
/// each line is. The MICR line is found by other means (``DetectedBand``), whose resolution and turn
/// help here.
public struct FieldFinder: Sendable {
    /// The resolution at which lines are looked for, in pixels an inch.
    static let dpi = 160.0

    /// A group of ink on the straightened page, with what it looks like.
    struct Candidate {
        let group: InkGroup
        let features: [Float]
    }

    /// How the straightened page lies in the picture.
    struct Page {
        let image: GrayImage
        /// Pixels of the page for one of the picture.
        let factor: Double
        /// Degrees by which the picture was turned back.
        let skew: Double
        let size: (width: Int, height: Int)

        /// A page of the picture; `dpi` is the picture's, `nil` when it is not known.
        init(of image: GrayImage, dpi: Double?, skew: Double) {
            // Without a MICR line: a check is about seven inches wide.
            let resolution = dpi ?? Double(max(image.width, image.height)) / 7
            factor = min(4, FieldFinder.dpi / max(20, resolution))
            var page = image.scaled(by: factor)
            let isOnItsHead = abs(skew) > 90
            if isOnItsHead { page = page.turnedRound }
            let rest = isOnItsHead ? skew - (skew > 0 ? 180 : -180) : skew
            if abs(rest) > 0.15, abs(rest) <= 45 { page = page.rotated(degrees: -rest) }
            self.image = page
            self.skew = abs(rest) > 0.15 && abs(rest) <= 45 ? skew : skew - rest
            size = (image.width, image.height)
        }

        /// A box of the page in the picture.
        func stored(_ box: PixelBox) -> PixelBox {
            let angle = skew * .pi / 180
            let corners = [
                (box.left, box.top), (box.right, box.top), (box.left, box.bottom),
                (box.right, box.bottom),
            ].map { corner in
                let dx = Double(corner.0) - Double(image.width) / 2
                let dy = Double(corner.1) - Double(image.height) / 2
                return (
                    x: (dx * cos(angle) - dy * sin(angle)) / factor + Double(size.width) / 2,
                    y: (dx * sin(angle) + dy * cos(angle)) / factor + Double(size.height) / 2
                )
            }
            let xs = corners.map(\.x)
            let ys = corners.map(\.y)
            return PixelBox(
                left: max(0, Int(xs.min() ?? 0)),
                top: max(0, Int(ys.min() ?? 0)),
                right: min(size.width, Int((xs.max() ?? 0).rounded(.up))),
                bottom: min(size.height, Int((ys.max() ?? 0).rounded(.up)))
            )
        }
    }

    /// Makes a finder; it needs nothing but itself.
    public init() {}

    /// The fields of a picture as stored, from top to bottom, the MICR line left out.
    ///
    /// The place of `band`, the picture's MICR line if one was found, is no other field.
    public func regions(in image: GrayImage, besides band: DetectedBand?) -> [FieldRegion] {
        guard let classifier = KindClassifier.shipped else { return [] }
        let page = Page(of: image, dpi: band?.dpi, skew: band?.skew ?? 0)
        let found = Self.candidates(on: page.image).compactMap { candidate -> FieldRegion? in
            let chances = classifier.probabilities(of: candidate.features)
            guard let best = chances.indices.max(by: { chances[$0] < chances[$1] }),
                let kind = KindClassifier.classes[best], kind != .micr, chances[best] > 0.5
            else { return nil }
            return FieldRegion(
                kind: kind,
                box: page.stored(candidate.group.box),
                score: Double(chances[best])
            )
        }
        let free = found.filter { region in
            guard let band else { return true }
            return region.box.overlap(with: band.box) * 3 < region.box.width * region.box.height
        }
        return free.sorted { ($0.box.top, $0.box.left) < ($1.box.top, $1.box.left) }
    }

    /// What may be a field, on a page at ``dpi`` that stands upright.
    static func candidates(on page: GrayImage) -> [Candidate] {
        let mask = TextMask(of: page)
        let blobs = InkBlob.all(in: mask)
        // Paper full of specks has no fields that could be told apart, and would take for ever.
        guard blobs.count < 6000 else { return [] }
        return InkGroup.all(of: blobs).map { group in
            Candidate(group: group, features: group.features(in: mask))
        }
    }
}

/// What the network of kinds is trained on.
public struct FieldSamples: Sendable {
    /// A candidate: its box in the picture and its features.
    public struct Row: Sendable {
        /// In pixels of the picture.
        public let box: PixelBox
        /// As the network takes them.
        public let features: [Float]
    }

    /// The candidates of a picture whose resolution and turn are known.
    public static func rows(in image: GrayImage, dpi: Double, skew: Double) -> [Row] {
        let page = FieldFinder.Page(of: image, dpi: dpi, skew: skew)
        return FieldFinder.candidates(on: page.image).map { candidate in
            Row(box: page.stored(candidate.group.box), features: candidate.features)
        }
    }
}
