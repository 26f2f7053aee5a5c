/// A picture that the terminal itself draws over cells, in the bytes of its own protocol.
public struct TerminalPicture: Sendable, Equatable {
    /// Which picture it is; another picture has another number.
    public var id: Int
    /// The cells that it covers.
    public var size: Size
    /// What the terminal is sent, with the cursor at the upper left cell; made by us from pixels, never
    /// text of others.
    public var bytes: [UInt8]
    /// What the terminal is sent to take it away; empty where writing over it does that.
    public var removal: [UInt8]

    /// A picture in the bytes of a protocol.
    public init(id: Int, size: Size, bytes: [UInt8], removal: [UInt8] = []) {
        self.id = id
        self.size = size
        self.bytes = bytes
        self.removal = removal
    }

    /// Pictures are told apart by their numbers, so that comparing them costs nothing.
    public static func == (left: TerminalPicture, right: TerminalPicture) -> Bool {
        left.id == right.id && left.size == right.size
    }
}

/// A picture with its place.
public struct PlacedPicture: Sendable, Equatable {
    /// The picture.
    public var picture: TerminalPicture
    /// The cell of its upper left corner.
    public var origin: Point

    /// A picture at a place.
    public init(_ picture: TerminalPicture, at origin: Point) {
        self.picture = picture
        self.origin = origin
    }
}
