public import Operations
public import Terminal

/// A picture that is to be shown, with what is drawn on it.
public struct PictureRequest: Sendable, Hashable {
    /// Where the picture comes from.
    public enum Source: Sendable, Hashable {
        /// What a test sends.
        case subject(TestSubject)
        /// The bytes of an image file, such as a node returned.
        case bytes([UInt8])
    }

    /// A part of the picture that is framed, with what was read there.
    public struct Mark: Sendable, Hashable {
        /// The part, in pixels of the image as stored.
        public var box: CheckReading.Region
        /// What was read.
        public var text: String
        /// How certain it is: good, to be looked at, or wrong.
        public var role: Role

        /// A part of a picture.
        public init(box: CheckReading.Region, text: String, role: Role = .good) {
            self.box = box
            self.text = text
            self.role = role
        }
    }

    /// Where the picture comes from.
    public var source: Source
    /// What is drawn on it.
    public var marks: [Mark]
    /// The room there is, in cells.
    public var room: Size

    /// A picture that is to be shown.
    public init(source: Source, marks: [Mark] = [], room: Size) {
        self.source = source
        self.marks = marks
        self.room = room
    }
}

/// A picture that is ready to be shown.
public struct PictureDrawing: Sendable, Equatable {
    /// What was asked for.
    public var request: PictureRequest
    /// The picture, or why there is none.
    public var content: Content
    /// The size of the image, in pixels.
    public var pixels: Size

    /// What a picture is made of.
    public enum Content: Sendable, Equatable {
        /// Characters.
        case cells(CellGrid)
        /// What the terminal itself draws.
        case placed(TerminalPicture)
        /// Nothing, for a reason.
        case failure(String)
    }

    /// A picture that is ready to be shown.
    public init(request: PictureRequest, content: Content, pixels: Size) {
        self.request = request
        self.content = content
        self.pixels = pixels
    }
}
