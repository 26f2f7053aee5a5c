import Synchronization
import Terminal

/// A terminal in memory: what was drawn can be read, and keys can be pressed.
final class MemoryTerminal: TerminalDevice {
    struct Shown: Sendable {
        var grid: CellGrid
        var frames: [Int] = []
        var isClosed = false
        var suspensions = 0
        var copied: [String] = []
        var loans = 0
        var isMouseHeard = false
        var pictures: [PlacedPicture] = []
    }

    let capabilities = TerminalCapabilities(colorDepth: .none, isUnicode: true)
    let events: AsyncStream<TerminalEvent>
    private let sink: AsyncStream<TerminalEvent>.Continuation
    private let shown: Mutex<Shown>
    private let changes: AsyncStream<Void>
    private let changed: AsyncStream<Void>.Continuation

    init(columns: Int, rows: Int) {
        (events, sink) = AsyncStream.makeStream()
        (changes, changed) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        shown = Mutex(Shown(grid: CellGrid(size: Size(columns: columns, rows: rows))))
    }

    func press(_ keys: KeyEvent...) {
        for key in keys { sink.yield(.key(key)) }
    }

    func report(_ event: TerminalEvent) {
        sink.yield(event)
    }

    func size() async -> Size { shown.withLock { $0.grid.size } }

    func draw(_ runs: [CellRun], cursor: Point?) async {
        shown.withLock { shown in
            for run in runs {
                for (place, cell) in run.cells.enumerated() {
                    shown.grid[run.start.column + place, run.start.row] = cell
                }
            }
            shown.frames.append(runs.reduce(0) { $0 + $1.cells.count })
        }
        changed.yield()
    }

    func place(_ pictures: [PlacedPicture]) async {
        shown.withLock { $0.pictures = pictures }
    }

    func lend(while body: @Sendable () async -> Void) async {
        shown.withLock { $0.loans += 1 }
        await body()
    }

    func forget() async {}
    func ringBell() async {}

    func listenToMouse(_ isOn: Bool) async { shown.withLock { $0.isMouseHeard = isOn } }

    func copy(_ text: String) async { shown.withLock { $0.copied.append(text) } }

    func notify(_ text: String) async {}

    func suspend() async {
        shown.withLock { $0.suspensions += 1 }
        changed.yield()
    }

    func close() async {
        shown.withLock { $0.isClosed = true }
        changed.yield()
    }

    /// Waits until what is shown meets a condition.
    func shows(_ condition: @Sendable (Shown) -> Bool) async -> Shown {
        var iterator = changes.makeAsyncIterator()
        while true {
            let now = shown.withLock { $0 }
            if condition(now) { return now }
            guard await iterator.next() != nil else { return now }
        }
    }

    /// Waits until a text is on the screen.
    func shows(_ text: String) async -> Shown {
        await shows { $0.grid.text.contains(text) }
    }

    var now: Shown { shown.withLock { $0 } }
}
