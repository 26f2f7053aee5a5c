import Operations
import Terminal

/// One row of a log on the screen: a line of it, or a part of one that is wrapped.
struct LogRow {
    let spans: [Span]

    /// The rows that a line takes.
    ///
    /// - Parameters:
    ///   - line: The line.
    ///   - columns: The columns that there are.
    ///   - state: How logs are looked at.
    ///   - theme: How everything looks.
    ///   - namesSource: Whether the pod and the container are told.
    /// - Returns: One row, or more where the line is wrapped.
    static func rows(
        of line: LogLine,
        in columns: Int,
        state: DashboardState,
        theme: Theme,
        namesSource: Bool
    ) -> [LogRow] {
        let logs = state.logs
        let text = line.text.sanitised
        let wanted = logs.search.text.lowercased()
        let isMatch = !wanted.isEmpty && text.lowercased().contains(wanted)
        var head = [Span(isMatch ? "▌" : " ", theme[.accent])]
        if let time = time(of: line, state) { head.append(Span(time + " ", theme[.faint])) }
        if namesSource {
            let source = line.pod.isEmpty ? line.container : "\(line.pod)/\(line.container)"
            let limit = min(32, columns / 3)
            let name = source.columns > limit ? "…" + source.suffix(limit - 1) : source
            head.append(Span(name.padded(to: limit) + " ", theme[.faint]))
        }
        let width = head.reduce(0) { $0 + $1.text.columns }
        let style = isMatch ? theme[.accent].with(.bold) : theme[Self.role(of: text)]
        guard logs.wraps, columns - width > 8 else {
            return [LogRow(spans: head + [Span(String(text.dropFirst(logs.indent)), style)])]
        }
        let parts = text.wrapped(columns: columns - width)
        let blank = Span(String(repeating: " ", count: width))
        return parts.enumerated().map { place, part in
            LogRow(spans: (place == 0 ? head : [blank]) + [Span(part, style)])
        }
    }

    private static func time(of line: LogLine, _ state: DashboardState) -> String? {
        guard let at = line.at else { return nil }
        return switch state.logs.timeStyle {
        case .clock: at.clockText(secondsFromGMT: state.secondsFromGMT)
        case .precise: at.preciseText
        case .none: nil
        }
    }

    /// What a line that speaks of its own severity asks for.
    private static func role(of text: String) -> Role {
        let head = text.prefix(80).uppercased()
        if ["ERROR", "FATAL", "CRITICAL", "PANIC", "TRACEBACK"].contains(where: head.contains) {
            return .trouble
        }
        return head.contains("WARN") ? .caution : .text
    }
}
