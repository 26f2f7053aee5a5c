internal import Pictures

/// The search for the MICR line of a picture that may stand on its head or on its side.
struct BandSearch {
    /// Larger pictures are shrunk first: at 3400 pixels a check of 8.5 inches has 400 an inch.
    private static let largest = 3400
    /// From this score on a line stands as it should.
    private static let beyondDoubt = 0.92

    let orientation: Orientation
    /// Pixels of what was searched in one of the picture.
    let factor: Double
    let finder: BandFinder
    /// The clearest line.
    let best: BandFinder.Found

    /// Searches the picture as it stands, then turned.
    ///
    /// What the glyphs say is cheap and asked first, in all orientations that are likely; the network
    /// is asked where they are in doubt.
    init(_ picture: GrayImage, network: StripNetwork? = .standard) throws(NoBand) {
        let longer = max(picture.width, picture.height)
        let factor = longer > Self.largest ? Double(Self.largest) / Double(longer) : 1
        let image = factor < 1 ? picture.scaled(by: factor) : picture
        let views = Views(image)
        var doubtful: [(orientation: Orientation, finder: BandFinder, line: BandFinder.Found)] = []
        var hasRows = false
        for pass in BandFinder.Pass.allCases {
            var clear: [(orientation: Orientation, finder: BandFinder, line: BandFinder.Found)] = []
            for orientation in [Orientation.upright, .onItsHead] {
                let finder = views.finder(orientation)
                let (lines, anyRow) = finder.printed(pass)
                hasRows = hasRows || anyRow
                guard let line = lines.first else { continue }
                guard line.isClear else {
                    doubtful.append((orientation, finder, line))
                    continue
                }
                clear.append((orientation, finder, line))
                // A line of zeros is clear on its head, too, but never that clear.
                if line.score > Self.beyondDoubt || line.isUpright(in: finder.image) { break }
            }
            if let found = clear.max(by: { $0.line.worth < $1.line.worth }) {
                self.init(found.orientation, factor, found.finder, found.line)
                return
            }
        }
        doubtful.sort { $0.line.worth > $1.line.worth }
        for (orientation, finder, line) in doubtful {
            guard let network else {
                self.init(orientation, factor, finder, line)
                return
            }
            if let line = finder.confirmed(line, by: network) {
                self.init(orientation, factor, finder, line)
                return
            }
        }
        if let network {
            let seen = [Orientation.upright, .onItsHead].compactMap { orientation in
                let finder = views.finder(orientation)
                return finder.seen(by: network).map { (orientation, finder, $0) }
            }
            if let (orientation, finder, line) = seen.max(by: { $0.2.worth < $1.2.worth }) {
                self.init(orientation, factor, finder, line)
                return
            }
        }
        for orientation in [Orientation.onItsLeft, .onItsRight] {
            let finder = views.finder(orientation)
            if let line = finder.printed(.straight).lines.first, line.isClear {
                self.init(orientation, factor, finder, line)
                return
            }
        }
        throw hasRows ? .noMatch : .noRow
    }

    private init(
        _ orientation: Orientation,
        _ factor: Double,
        _ finder: BandFinder,
        _ line: BandFinder.Found
    ) {
        self.orientation = orientation
        self.factor = factor
        self.finder = finder
        best = line
    }

    /// All lines of the picture: the clearest and those of other checks beside it.
    func lines() -> [BandFinder.Found] { finder.others(than: best) }
}

/// A picture seen from its four sides, each turned when it is looked at.
private final class Views {
    private let image: GrayImage
    private let sheets: Sheets
    private var finders: [Orientation: BandFinder] = [:]

    init(_ image: GrayImage) {
        self.image = image
        sheets = Sheets(image)
    }

    func finder(_ orientation: Orientation) -> BandFinder {
        if let finder = finders[orientation] { return finder }
        let finder = BandFinder(
            image: orientation.applied(to: image),
            sheets: sheets,
            orientation: orientation
        )
        finders[orientation] = finder
        return finder
    }
}

/// How a picture stands.
enum Orientation: Sendable {
    case upright, onItsHead
    /// Its left, or its right, edge is below.
    case onItsLeft, onItsRight

    /// The picture set upright.
    func applied(to image: GrayImage) -> GrayImage {
        switch self {
        case .upright: return image
        case .onItsHead: return image.turnedRound
        case .onItsLeft, .onItsRight:
            let (width, height) = (image.width, image.height)
            var turned = GrayImage(width: height, height: width)
            image.pixels.withUnsafeBufferPointer { from in
                turned.pixels.withUnsafeMutableBufferPointer { to in
                    for y in 0..<height {
                        for x in 0..<width {
                            let place =
                                self == .onItsLeft
                                ? x * height + height - 1 - y : (width - 1 - x) * height + y
                            to[place] = from[y * width + x]
                        }
                    }
                }
            }
            return turned
        }
    }

    /// The box as it lies in the picture as stored; `image` is the picture set upright.
    func original(of box: PixelBox, in image: GrayImage) -> PixelBox {
        let (width, height) = (image.width, image.height)
        return switch self {
        case .upright: box
        case .onItsHead:
            PixelBox(
                left: width - box.right,
                top: height - box.bottom,
                right: width - box.left,
                bottom: height - box.top
            )
        case .onItsLeft:
            PixelBox(
                left: box.top,
                top: width - box.right,
                right: box.bottom,
                bottom: width - box.left
            )
        case .onItsRight:
            PixelBox(
                left: height - box.bottom,
                top: box.left,
                right: height - box.top,
                bottom: box.right
            )
        }
    }

    /// The fall of a line in the picture as stored, in degrees.
    func original(of skew: Double) -> Double {
        switch self {
        case .upright: skew
        case .onItsHead: skew > 0 ? skew - 180 : skew + 180
        case .onItsLeft: skew - 90
        case .onItsRight: skew + 90
        }
    }
}
