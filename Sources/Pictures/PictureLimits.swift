/// How large a picture may be before any of it is decoded.
public struct PictureLimits: Sendable, Hashable {
    /// The most pixels of a page: width × height.
    public var pixels: Int
    /// The most pages of a file.
    public var pages: Int
    /// The most bytes of a file.
    public var bytes: Int

    /// Limits of one's own.
    public init(pixels: Int, pages: Int, bytes: Int) {
        self.pixels = pixels
        self.pages = pages
        self.bytes = bytes
    }

    /// 64 megapixels, 20 pages and 32 MiB: the limits of the project's design.
    public static let standard = PictureLimits(pixels: 64_000_000, pages: 20, bytes: 32 << 20)
}
