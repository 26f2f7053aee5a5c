internal import Glibc

/// How far long work has come, on standard error: a bar on a terminal, nothing elsewhere.
struct ProgressBar {
    private let total: Int
    private let what: String
    private let isShown: Bool
    private var done = 0
    private let start = ContinuousClock().now

    init(of total: Int, what: String) {
        self.total = total
        self.what = what
        isShown = total > 1 && isatty(STDERR_FILENO) == 1
    }

    /// One more is done.
    mutating func step() {
        done += 1
        draw()
    }

    /// Takes the bar away, so that what is said next begins on a clean line.
    func clear() {
        if isShown { Self.write("\r\u{1b}[K") }
    }

    /// Leaves the last state on a line of its own.
    func end() {
        if isShown { Self.write("\n") }
    }

    /// Draws the bar as it stands.
    func draw() {
        guard isShown else { return }
        let width = 24
        let filled = total == 0 ? width : width * done / total
        let bar =
            String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        var line = "\r\(bar) \(done)/\(total) \(what)"
        let spent = ContinuousClock().now - start
        let isWorthSaying = spent > Duration.seconds(2) && total > done
        if done > 0, isWorthSaying {
            let left = Double(spent.components.seconds) * Double(total - done) / Double(done)
            line += ", about \(Int(left.rounded(.up))) s left"
        }
        Self.write(line + "\u{1b}[K")
    }

    private static func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }
}
