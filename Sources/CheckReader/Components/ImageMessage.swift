internal import Documents
internal import Inference
internal import Pictures

/// The image of a request to either model, in any of the forms that are accepted.
struct ImageMessage {
    /// The name that the caller gave the image; empty when it gave none.
    let id: String
    let image: GrayImage
    /// The other pages of a TIFF of several.
    let otherPages: [GrayImage]
    /// The members that came with the image, where it came in a JSON object.
    let members: JSON

    /// Takes the image out of a message: named values of an array or of `jsonData`, or `binData`.
    ///
    /// - Throws: ``CheckReaderError``.
    init(_ message: SeldonMessage) throws(CheckReaderError) {
        id = message["image_id"].map(Self.text) ?? ""
        if case .json(let json) = message.payload { members = json } else { members = .null }
        let pages: [GrayImage]
        if let value = message["image"] {
            pages = try Self.pages(value)
        } else if case .bytes(let bytes) = message.payload {
            pages = try Self.decoded(bytes)
        } else {
            throw .noImage
        }
        guard let first = pages.first else { throw .noImage }
        image = first
        otherPages = Array(pages.dropFirst())
    }

    private static func text(_ value: JSON) -> String {
        value.string ?? value.int.map(String.init) ?? ""
    }

    private static func pages(_ value: JSON) throws(CheckReaderError) -> [GrayImage] {
        switch value {
        case .string(let text):
            guard let bytes = Base64.bytes(of: text) else { throw .notBase64 }
            return try decoded(bytes)
        case .array(let rows): return [try picture(ofRows: rows)]
        default: throw .noImage
        }
    }

    private static func decoded(_ bytes: [UInt8]) throws(CheckReaderError) -> [GrayImage] {
        do throws(PictureError) {
            var pages: [GrayImage] = []
            for page in try PictureHeader(of: bytes).pages.indices {
                pages.append(try GrayImage(decoding: bytes, page: page))
            }
            return pages
        } catch {
            throw .badPicture(error)
        }
    }

    /// The article's form: rows of pixels, each a grey value or a list of one or more channels.
    private static func picture(ofRows rows: [JSON]) throws(CheckReaderError) -> GrayImage {
        let width = rows.first?.array?.count ?? 0
        guard width > 0, width <= PictureLimits.standard.pixels / rows.count else {
            throw .badGrayValues
        }
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * rows.count)
        for row in rows {
            guard let cells = row.array, cells.count == width else { throw .badGrayValues }
            for cell in cells {
                let value: Double? =
                    switch cell {
                    case .array(let channels):
                        channels.isEmpty
                            ? nil
                            : channels.reduce(0) { $0 + ($1.double ?? 0) } / Double(channels.count)
                    default: cell.double
                    }
                guard let value, value.isFinite else { throw .badGrayValues }
                pixels.append(UInt8(min(255, max(0, value.rounded()))))
            }
        }
        guard let image = GrayImage(width: width, height: rows.count, pixels: pixels) else {
            throw .badGrayValues
        }
        return image
    }
}
