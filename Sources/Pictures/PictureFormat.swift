/// A file format that is read and written.
public enum PictureFormat: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    /// Portable network graphics.
    case png = "PNG"
    /// JPEG, baseline or progressive.
    case jpeg = "JPEG"
    /// TIFF of one or more pages.
    case tiff = "TIFF"

    /// The name that people use.
    public var description: String { rawValue }

    /// What a file's name ends in, without the dot.
    public var fileExtension: String {
        switch self {
        case .png: "png"
        case .jpeg: "jpg"
        case .tiff: "tif"
        }
    }

    /// The format whose magic number the bytes begin with, or `nil`.
    public init?(magicOf bytes: some Sequence<UInt8>) {
        let start = Array(bytes.prefix(8))
        if start == [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] {
            self = .png
        } else if start.starts(with: [0xff, 0xd8, 0xff]) {
            self = .jpeg
        } else if start.starts(with: [0x49, 0x49, 0x2a, 0x00])
            || start.starts(with: [0x4d, 0x4d, 0x00, 0x2a])
        {
            self = .tiff
        } else {
            return nil
        }
    }

    /// What else bytes are that begin so, in words for a message; `nil` when not known.
    static func foreignKind(of bytes: [UInt8]) -> String? {
        let kinds: [(magic: String, offset: Int, name: String)] = [
            ("%PDF", 0, "a PDF document"), ("GIF8", 0, "a GIF image"), ("BM", 0, "a BMP image"),
            ("WEBP", 8, "a WebP image"), ("ftyp", 4, "a HEIC, AVIF or video file"),
            ("PK", 0, "a zip archive"), ("<svg", 0, "an SVG drawing"),
            ("<?xml", 0, "an XML document"), ("II+", 0, "a BigTIFF image"),
        ]
        for kind in kinds where bytes.dropFirst(kind.offset).starts(with: kind.magic.utf8) {
            return kind.name
        }
        let sample = bytes.prefix(256)
        let isText = sample.allSatisfy { (32..<127).contains($0) || (9...13).contains($0) }
        return isText ? "plain text" : nil
    }
}
