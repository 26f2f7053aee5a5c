/// What a terminal can show.
public struct TerminalCapabilities: Sendable, Hashable {
    /// How many colours there are.
    public var colorDepth: ColorDepth
    /// Whether characters beyond ASCII can be shown.
    public var isUnicode: Bool
    /// Whether its background is light; `nil` when it does not say.
    public var isLight: Bool?
    /// How pictures are shown.
    public var pictures: PictureProtocol
    /// The size of a cell in pixels, as far as that is known.
    public var cell: Size

    /// What a terminal can show.
    public init(
        colorDepth: ColorDepth,
        isUnicode: Bool,
        isLight: Bool? = nil,
        pictures: PictureProtocol = .symbols,
        cell: Size = Size(columns: 8, rows: 16)
    ) {
        self.colorDepth = colorDepth
        self.isUnicode = isUnicode
        self.isLight = isLight
        self.pictures = pictures
        self.cell = cell
    }
}

/// Something that a terminal reports.
public enum TerminalEvent: Sendable, Equatable {
    /// A key was pressed.
    case key(KeyEvent)
    /// Text was pasted; it may hold anything.
    case paste(String)
    /// The mouse did something.
    case mouse(MouseEvent)
    /// The terminal has another size.
    case resized(Size)
    /// What it shows is lost, such as after it was suspended: everything must be drawn again.
    case redrawNeeded
    /// Somebody asks the program to end, with the number of the signal.
    case terminationRequested(signal: Int32)
    /// The terminal is gone.
    case vanished
}

/// A terminal that shows cells and reports keys.
public protocol TerminalDevice: Sendable {
    /// What it can show.
    nonisolated var capabilities: TerminalCapabilities { get }

    /// What it reports; one consumer.
    nonisolated var events: AsyncStream<TerminalEvent> { get }

    /// How large it is now.
    func size() async -> Size

    /// Shows changed cells, and the cursor at a place or not at all.
    func draw(_ changes: [CellRun], cursor: Point?) async

    /// Shows these pictures, and none that was shown before and is not among them. They appear when
    /// cells are drawn next.
    func place(_ pictures: [PlacedPicture]) async

    /// Gives the terminal to another program for as long as something runs, then takes it over again
    /// with everything to be drawn anew.
    func lend(while body: @Sendable () async -> Void) async

    /// Forgets what the terminal shows, since others may have written on it: the next cells are
    /// drawn on a cleared screen.
    func forget() async

    /// Hears of the mouse from now on, or no more; then the terminal selects text with it as ever.
    func listenToMouse(_ isOn: Bool) async

    /// Rings the bell.
    func ringBell() async

    /// Puts a text on the user's clipboard, where the terminal lets programs do so (OSC 52).
    func copy(_ text: String) async

    /// Shows a notification on the user's desktop, where the terminal does so (OSC 9).
    func notify(_ text: String) async

    /// Gives the terminal back as it was and stops the program's process group; when it goes on,
    /// everything must be drawn again (``TerminalEvent/redrawNeeded``).
    func suspend() async

    /// Gives the terminal back as it was, for good; a second call does nothing.
    func close() async
}
