import CNcurses
import Glibc
public import Terminal

/// The terminal that the program was started on, drawn by ncurses.
///
/// ncurses keeps its state in globals, so there is at most one screen a process, and every call is
/// made by one thread, which is this actor's executor.
public actor CursesScreen: TerminalDevice {
    /// What the terminal can show.
    public nonisolated let capabilities: TerminalCapabilities
    /// What the terminal reports; one consumer.
    public nonisolated let events: AsyncStream<TerminalEvent>

    private nonisolated let thread: CursesThread
    private nonisolated let reports: AsyncStream<TerminalEvent>.Continuation
    private var setup: CursesSetup?
    private var keys: KeyReader?
    private var pairs: ColorPairs?
    private var isCursorShown = false
    private var emptyReads = 0
    /// Whether the terminal was given back until SIGCONT comes.
    private var isSuspended = false
    private var isMouseHeard = false
    /// Whether another program has the terminal.
    private var isLent = false
    private var pictures: [PlacedPicture] = []
    private var picturesToSend: [PlacedPicture] = []

    /// The thread that touches ncurses.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    private init(thread: CursesThread, setup: CursesSetup) {
        self.thread = thread
        self.setup = setup
        capabilities = setup.capabilities
        (events, reports) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(4096))
    }

    /// Takes the terminal over; it is given back by ``close()``, and also when the process is
    /// struck down.
    ///
    /// - Parameter variables: The environment.
    /// - Returns: The terminal, blank.
    /// - Throws: ``CursesError`` when there is no terminal, or none that can be drawn on.
    public static func open(variables: [String: String]) async throws(CursesError) -> CursesScreen {
        let environment = TerminalEnvironment(variables: variables)
        let thread = try CursesThread()
        let setup = try CursesSetup(environment: environment)
        let screen = CursesScreen(thread: thread, setup: setup)
        try await screen.start()
        return screen
    }

    private func start() throws(CursesError) {
        guard let setup else { return }
        try setup.begin(wakeup: thread.writeEnd)
        keys = KeyReader(owesReplies: setup.owesReplies)
        pairs = ColorPairs(depth: capabilities.colorDepth)
        listen(setup)
    }

    private func listen(_ setup: CursesSetup) {
        // The screen's object is alive as long as it is open: close() takes this reference away.
        thread.listen(to: setup.input) { wakeup in
            self.assumeIsolated { $0.receive(wakeup) }
        }
    }

    /// How large the terminal is now.
    public func size() -> Size {
        Size(columns: Int(getmaxx(radiant_stdscr())), rows: Int(getmaxy(radiant_stdscr())))
    }

    /// Shows changed cells, and the cursor at a place or not at all.
    public func draw(_ changes: [CellRun], cursor: Point?) {
        guard let setup, !isLent, !isSuspended else { return }
        let window = radiant_stdscr()
        for run in changes {
            let cells = ncursesCells(run.cells)
            mvwadd_wchnstr(
                window,
                Int32(run.start.row),
                Int32(run.start.column),
                cells,
                Int32(cells.count)
            )
        }
        if isCursorShown != (cursor != nil) {
            isCursorShown = cursor != nil
            curs_set(isCursorShown ? 1 : 0)
        }
        if let cursor { wmove(window, Int32(cursor.row), Int32(cursor.column)) }
        wnoutrefresh(window)
        doupdate()
        send(picturesToSend, by: setup, cursor: cursor)
        picturesToSend = []
    }

    /// Shows these pictures with the next cells, and takes away those that are not among them.
    public func place(_ placed: [PlacedPicture]) {
        guard let setup, !isLent, !isSuspended else { return }
        let gone = pictures.filter { !placed.contains($0) }
        for picture in gone {
            setup.send(picture.picture.removal)
            // ncurses takes the cells below a picture for blank ones, which they are no longer.
            let top = max(0, picture.origin.row)
            let rows = min(picture.picture.size.rows, size().rows - top)
            if rows > 0 { wredrawln(radiant_stdscr(), Int32(top), Int32(rows)) }
        }
        // A picture that stays may lie in lines that are drawn anew.
        picturesToSend = gone.isEmpty ? placed.filter { !pictures.contains($0) } : placed
        pictures = placed
    }

    /// Sends pictures, each with the cursor at its upper left cell (CUP, ECMA-48 8.3.21).
    private func send(_ placed: [PlacedPicture], by setup: CursesSetup, cursor: Point?) {
        guard !placed.isEmpty else { return }
        for picture in placed {
            let place = "\u{1B}[\(picture.origin.row + 1);\(picture.origin.column + 1)H"
            setup.send(Array("\u{1B}7".utf8) + Array(place.utf8) + picture.picture.bytes)
            setup.send(Array("\u{1B}8".utf8))
        }
    }

    /// Gives the terminal to another program while something runs, then takes it over again.
    ///
    /// Signals that the keyboard makes are the other program's meanwhile.
    public func lend(while body: @Sendable () async -> Void) async {
        guard let setup, !isLent else { return }
        isLent = true
        thread.stopListening()
        for picture in pictures { setup.send(picture.picture.removal) }
        setup.leave()
        Restoration.setLent(true)
        await body()
        Restoration.setLent(false)
        isLent = false
        guard self.setup != nil else { return }
        listen(setup)
        resume()
    }

    private func ncursesCells(_ cells: [Cell]) -> [cchar_t] {
        var converted: [cchar_t] = []
        converted.reserveCapacity(cells.count)
        for cell in cells where cell.width > 0 {
            let attributes = cell.style.attributes.ncurses
            let pair = pairNumber(for: cell.style)
            var text: [wchar_t]
            if capabilities.isUnicode {
                text = [wchar_t(cell.scalar.value)] + cell.marks.map { wchar_t($0.value) }
            } else {
                text = [wchar_t(cell.scalar.asciiFallback.value)]
            }
            text.append(0)
            var target = cchar_t()
            radiant_cchar(&target, text, attributes, pair)
            converted.append(target)
            if cell.width == 2, !capabilities.isUnicode {
                radiant_cchar(&target, [wchar_t(32), 0], attributes, pair)
                converted.append(target)
            }
        }
        return converted
    }

    private func pairNumber(for style: Style) -> Int32 {
        if let number = pairs?.number(for: style) { return number }
        // No room: begin anew, and have everything drawn once more with the new numbers.
        pairs?.reset()
        reports.yield(.redrawNeeded)
        return pairs?.number(for: style) ?? 0
    }

    /// Forgets what the terminal shows: the next cells are drawn on a cleared screen.
    public func forget() {
        guard let setup, !isLent, !isSuspended else { return }
        for picture in pictures { setup.send(picture.picture.removal) }
        pictures = []
        clearok(radiant_stdscr(), true)
    }

    /// Puts a text on the user's clipboard, where the terminal lets programs do so.
    public func copy(_ text: String) {
        setup?.send(TerminalSequence.copy(text))
    }

    /// Shows a notification on the user's desktop, where the terminal does so.
    public func notify(_ text: String) {
        setup?.send(TerminalSequence.notification(text))
    }

    /// Hears of the mouse from now on, or no more.
    public func listenToMouse(_ isOn: Bool) {
        isMouseHeard = isOn
        if !isLent, !isSuspended { setup?.hearMouse(isOn) }
    }

    /// Rings the bell.
    public func ringBell() {
        if setup != nil { beep() }
    }

    /// Gives the terminal back and stops the program's process group; when it goes on, SIGCONT says
    /// so, and the terminal is taken over again then.
    public func suspend() {
        guard let setup, !isLent, !isSuspended else { return }
        for picture in pictures { setup.send(picture.picture.removal) }
        setup.leave()
        isSuspended = true
        // Another thread may be the one that is told, so that this one goes on for a while.
        kill(0, SIGSTOP)
    }

    /// Gives the terminal back as it was, for good.
    public func close() {
        guard let setup else { return }
        self.setup = nil
        thread.stopListening()
        for picture in pictures { setup.send(picture.picture.removal) }
        setup.end()
        reports.finish()
    }

    private func resume() {
        setup?.enter()
        if isMouseHeard { setup?.hearMouse(true) }
        adoptSize()
        isCursorShown = false
        curs_set(0)
        pictures = []
        forget()
        reports.yield(.redrawNeeded)
    }

    private func adoptSize() {
        guard let setup, let size = setup.windowSize else { return }
        guard size != self.size() else { return }
        resizeterm(Int32(size.rows), Int32(size.columns))
        reports.yield(.resized(size))
    }

    private func receive(_ wakeup: CursesThread.Wakeup) {
        guard setup != nil else { return }
        switch wakeup {
        case .signal(SIGWINCH): adoptSize()
        case .signal(SIGCONT):
            isSuspended = false
            resume()
        case .signal(SIGTSTP): suspend()
        case .signal(SIGHUP): report(.vanished)
        case .signal(let number): report(.terminationRequested(signal: number))
        case .input(let hasEnded): readInput(hasEnded: hasEnded)
        }
    }

    private func readInput(hasEnded: Bool) {
        let events = keys?.readAll() ?? []
        for event in events { report(event) }
        // A terminal that is always readable and never gives a key has gone.
        emptyReads = events.isEmpty ? emptyReads + 1 : 0
        if hasEnded || emptyReads > 100 {
            thread.stopListening()
            report(.vanished)
        }
    }

    private func report(_ event: TerminalEvent) {
        reports.yield(event)
    }
}
