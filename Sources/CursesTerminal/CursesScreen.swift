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
    /// Whether the next SIGCONT is the one that ended a suspension, which is dealt with already.
    private var isContinued = false

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
        keys = KeyReader()
        pairs = ColorPairs(depth: capabilities.colorDepth)
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
        guard setup != nil else { return }
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
        if setup != nil { clearok(radiant_stdscr(), true) }
    }

    /// Rings the bell.
    public func ringBell() {
        if setup != nil { beep() }
    }

    /// Gives the terminal back, stops the program's process group, and takes the terminal over
    /// again when it goes on.
    public func suspend() {
        guard let setup else { return }
        setup.leave()
        isContinued = true
        kill(0, SIGSTOP)
        resume()
    }

    /// Gives the terminal back as it was, for good.
    public func close() {
        guard let setup else { return }
        self.setup = nil
        thread.stopListening()
        setup.end()
        reports.finish()
    }

    private func resume() {
        setup?.enter()
        adoptSize()
        isCursorShown = false
        curs_set(0)
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
            if !isContinued { resume() }
            isContinued = false
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
