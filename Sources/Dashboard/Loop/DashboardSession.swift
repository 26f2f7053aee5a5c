import Failures
public import Operations
public import Terminal

/// The dashboard on a terminal, from the first frame to the last.
///
/// One value holds the state; keys, snapshots, reports and the passing of time are folded into it one
/// after the other, and changed cells are drawn at most 30 times a second.
public actor DashboardSession<Ticks: Clock> where Ticks.Duration == Duration {
    private let device: any TerminalDevice
    private let runner: any CommandRunner
    private let clock: Ticks
    private var theme: Theme
    private let begin: Ticks.Instant

    private var state: DashboardState
    private var lastTime = Duration.zero
    private var pacer = FramePacer()
    private var shown: CellGrid?
    private var isDrawing = false
    private var mustDrawAgain = false
    private var followed: [Subscription: AsyncStream<Void>.Continuation] = [:]

    private let commands: AsyncStream<Command>
    private let commandSink: AsyncStream<Command>.Continuation
    private let frames: AsyncStream<Duration>
    private let frameSink: AsyncStream<Duration>.Continuation
    private let endings: AsyncStream<Void>
    private let endingSink: AsyncStream<Void>.Continuation

    private init(
        device: any TerminalDevice,
        runner: any CommandRunner,
        clock: Ticks,
        theme: Theme,
        state: DashboardState
    ) {
        self.device = device
        self.runner = runner
        self.clock = clock
        self.theme = theme
        self.state = state
        begin = clock.now
        (commands, commandSink) = AsyncStream.makeStream()
        (frames, frameSink) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        (endings, endingSink) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Runs the dashboard until the user quits, somebody asks for the end, or the terminal vanishes,
    /// and gives the terminal back.
    ///
    /// - Parameters:
    ///   - device: The terminal; it is closed at the end.
    ///   - snapshots: The newest truth about the cluster, newest only.
    ///   - runner: Performs commands.
    ///   - clock: Measures time.
    ///   - theme: How everything looks.
    ///   - now: The time by the wall.
    ///   - secondsFromGMT: The difference of the user's clock to UTC.
    ///   - settings: What the user has set.
    public static func run(
        device: any TerminalDevice,
        snapshots: AsyncStream<ClusterSnapshot>,
        runner: any CommandRunner,
        clock: Ticks,
        theme: Theme,
        now: Moment,
        secondsFromGMT: Int = 0,
        settings: DashboardSettings = DashboardSettings()
    ) async {
        let state = DashboardState(
            size: await device.size(),
            now: now,
            secondsFromGMT: secondsFromGMT,
            settings: settings
        )
        let session = DashboardSession(
            device: device,
            runner: runner,
            clock: clock,
            theme: theme.adapted(to: device.capabilities.colorDepth),
            state: state
        )
        await session.run(snapshots: snapshots)
    }

    /// Shows a recording until the user leaves, or the terminal vanishes, and gives the terminal back.
    ///
    /// - Parameters:
    ///   - device: The terminal; it is closed at the end.
    ///   - recording: What is shown; its end at first.
    ///   - runner: Performs commands, as far as a recording allows them.
    ///   - clock: Measures time.
    ///   - theme: How everything looks.
    ///   - secondsFromGMT: The difference of the user's clock to UTC.
    ///   - settings: What the user has set.
    public static func run(
        device: any TerminalDevice,
        replaying recording: Recording,
        runner: any CommandRunner,
        clock: Ticks,
        theme: Theme,
        secondsFromGMT: Int = 0,
        settings: DashboardSettings = DashboardSettings()
    ) async {
        let session = DashboardSession(
            device: device,
            runner: runner,
            clock: clock,
            theme: theme.adapted(to: device.capabilities.colorDepth),
            state: DashboardState(
                replaying: recording,
                size: await device.size(),
                secondsFromGMT: secondsFromGMT,
                settings: settings
            )
        )
        await session.run(snapshots: AsyncStream { $0.finish() })
    }

    private func run(snapshots: AsyncStream<ClusterSnapshot>) async {
        if state.isMouseHeard { await device.listenToMouse(true) }
        await changed()
        await withDiscardingTaskGroup { group in
            group.addTask { await self.hear(self.device.events) }
            group.addTask {
                for await snapshot in snapshots { await self.receive(.snapshot(snapshot)) }
            }
            group.addTask { await self.tick() }
            group.addTask { await self.drawPlannedFrames() }
            group.addTask { await self.performCommands() }
            var ending = endings.makeAsyncIterator()
            await ending.next()
            group.cancelAll()
            // At once: a command that is slow to end must not hold the user's terminal.
            await device.close()
        }
    }

    private func hear(_ events: AsyncStream<TerminalEvent>) async {
        for await event in events {
            switch event {
            case .key(let key): await receive(.key(key))
            case .mouse(let event): await receive(.mouse(event))
            case .paste(let text): await receive(.pasted(text))
            case .resized(let size): await receive(.resized(size))
            case .redrawNeeded:
                shown = nil
                await receive(.resized(await device.size()))
            case .terminationRequested, .vanished: await receive(.terminationRequested)
            }
        }
        // A terminal that says nothing any more is gone.
        if !Task.isCancelled { endingSink.yield() }
    }

    /// Lets the seconds pass, so that ages grow while nothing else happens.
    private func tick() async {
        while (try? await clock.sleep(for: .seconds(1))) != nil {
            await receive(.passed(.zero))
        }
    }

    private func receive(_ message: Message) async {
        let time = begin.duration(to: clock.now)
        var due = update(&state, with: .passed(time - lastTime))
        lastTime = time
        due += update(&state, with: message)
        for command in due { await dispatch(command) }
        await changed(isAnswer: message.isOfUser)
    }

    private func dispatch(_ command: Command) async {
        switch command {
        case .quit: endingSink.yield()
        case .redraw:
            await device.forget()
            shown = nil
        case .captureScreen:
            commandSink.yield(.saveCapture(ScreenCapture(of: state, theme: theme)))
        case .copy(let text): await device.copy(text)
        case .alarm(let text):
            if state.settings.ringsBell { await device.ringBell() }
            if state.settings.notifies { await device.notify("radiant: \(text)") }
        case .ringBell: if state.settings.ringsBell { await device.ringBell() }
        case .useTheme(let name):
            guard let chosen = state.settings.themes.first(where: { $0.name == name }) else {
                return
            }
            theme = chosen.adapted(to: device.capabilities.colorDepth)
        case .useMouse(let isOn): await device.listenToMouse(isOn)
        case .suspend:
            await device.suspend()
            shown = nil
        case .unfollow(let subscription):
            followed.removeValue(forKey: subscription)?.finish()
        default:
            commandSink.yield(command)
        }
    }
}

extension DashboardSession {
    private func performCommands() async {
        await withDiscardingTaskGroup { group in
            for await command in commands {
                if case .follow(let subscription) = command {
                    let (stops, stop) = AsyncStream<Void>.makeStream()
                    followed.updateValue(stop, forKey: subscription)?.finish()
                    group.addTask { await self.follow(command, until: stops) }
                } else if command.needsTerminal {
                    group.addTask { await self.performOnTerminal(command) }
                } else {
                    group.addTask { await self.perform(command) }
                }
            }
        }
    }

    private func perform(_ command: Command) async {
        do {
            try await runner.run(command) { report in await self.receive(.reported(report)) }
            if !Task.isCancelled { await receive(.finished(command)) }
        } catch {
            if !Task.isCancelled { await receive(.failed(command, error)) }
        }
    }

    /// Performs a command to which the terminal is lent; meanwhile nothing is drawn on it.
    private func performOnTerminal(_ command: Command) async {
        await device.lend { await self.perform(command) }
        shown = nil
        await changed()
    }

    private func follow(_ command: Command, until stops: AsyncStream<Void>) async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.perform(command) }
            for await _ in stops {}
            group.cancelAll()
        }
    }
}

extension DashboardSession {
    private func changed(isAnswer: Bool = false) async {
        switch pacer.changed(at: begin.duration(to: clock.now), isAnswer: isAnswer) {
        case .draw: await draw()
        case .drawLater(let time): frameSink.yield(time)
        case .wait: break
        }
    }

    private func drawPlannedFrames() async {
        for await time in frames {
            try? await clock.sleep(until: begin.advanced(by: time), tolerance: nil)
            if pacer.due(time, at: begin.duration(to: clock.now)) { await draw() }
        }
    }

    /// Draws what changed since the last frame; one frame at a time.
    private func draw() async {
        guard !isDrawing else {
            mustDrawAgain = true
            return
        }
        isDrawing = true
        repeat {
            mustDrawAgain = false
            let area = Rect(columns: state.size.columns, rows: state.size.rows)
            let grid = screen(for: state, in: area, theme: theme)
            let changes = grid.changes(since: shown)
            let isCursorMoved = grid.cursor != shown?.cursor
            let arePicturesChanged = grid.pictures != shown?.pictures ?? []
            shown = grid
            if arePicturesChanged { await device.place(grid.pictures) }
            if !changes.isEmpty || isCursorMoved || arePicturesChanged {
                await device.draw(changes, cursor: grid.cursor)
            }
        } while mustDrawAgain
        isDrawing = false
    }
}
