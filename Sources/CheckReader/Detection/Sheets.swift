internal import Pictures

/// The pieces of ink in a picture, at the sizes at which rows of characters are looked for.
///
/// The pieces are the same whichever way round the picture is looked at, so they are sought once.
final class Sheets {
    /// The picture at one size.
    struct Sheet {
        /// Pixels of the sheet in one of the picture.
        let factor: Double
        let width: Int
        let height: Int
        let blobs: [Blob]
    }

    private let image: GrayImage
    private var made: [Sheet] = []
    private var joined: [Sheet]?

    init(_ image: GrayImage) { self.image = image }

    /// How many sizes there are, the likeliest first.
    static let count = 3

    /// The picture at one of the sizes; it is made when it is asked for.
    func sheet(_ index: Int) -> Sheet {
        while made.count <= index { made.append(made(size: sizes[made.count], gap: 0)) }
        return made[index]
    }

    /// Sheets in which gaps within a character are closed: CMC-7 is made of bars.
    var closed: [Sheet] {
        if let joined { return joined }
        let sheets = [(sizes[0], 5), (sizes[0], 3), (sizes[1], 3)].map { size, gap in
            made(size: size, gap: gap)
        }
        joined = sheets
        return sheets
    }

    /// Chains want digits of at least a dozen pixels, and no more pixels than are of use.
    private var sizes: [Double] {
        let wanted = min(1700.0, Double(max(image.width, image.height)) * 2)
        return [wanted, wanted * 0.62, min(wanted * 1.5, 2600)]
    }

    private func made(size: Double, gap: Int) -> Sheet {
        let longer = Double(max(image.width, image.height))
        let factor = abs(size / longer - 1) < 0.1 ? 1 : size / longer
        let scaled = image.scaled(by: factor)
        let radius = max(9, max(scaled.width, scaled.height) / 70)
        var map = InkMap(scaled, radius: radius, contrast: 0.4)
        if gap > 0 { map.close(gapsUpTo: gap) }
        return Sheet(
            factor: factor,
            width: scaled.width,
            height: scaled.height,
            blobs: map.blobs()
        )
    }
}

extension Sheets.Sheet {
    /// The sheet of the picture set upright.
    func turned(_ orientation: Orientation) -> Sheets.Sheet {
        guard orientation != .upright else { return self }
        let isOnItsSide = orientation != .onItsHead
        let (wide, high) = (width, height)
        return Sheets.Sheet(
            factor: factor,
            width: isOnItsSide ? high : wide,
            height: isOnItsSide ? wide : high,
            blobs: blobs.map { blob in
                var turned = blob
                switch orientation {
                case .upright: break
                case .onItsHead:
                    turned.left = wide - blob.right
                    turned.right = wide - blob.left
                    turned.top = high - blob.bottom
                    turned.bottom = high - blob.top
                case .onItsLeft:
                    turned.left = high - blob.bottom
                    turned.right = high - blob.top
                    turned.top = blob.left
                    turned.bottom = blob.right
                case .onItsRight:
                    turned.left = blob.top
                    turned.right = blob.bottom
                    turned.top = wide - blob.right
                    turned.bottom = wide - blob.left
                }
                return turned
            }
        )
    }
}
