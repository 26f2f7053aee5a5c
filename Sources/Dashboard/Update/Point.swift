import Operations
import Terminal

extension DashboardState {
    /// How many lines of a text a notch of the wheel scrolls.
    private static let linesPerNotch = 3

    /// Takes what the mouse did: the wheel moves like keys do, a click selects what it hits, and opens
    /// what was selected before.
    ///
    /// Nothing is ever changed by the mouse.
    mutating func point(_ event: MouseEvent) -> [Command] {
        switch event.kind {
        case .wheelUp: return scroll(.up)
        case .wheelDown: return scroll(.down)
        case .click: return click(at: event.place)
        }
    }

    private mutating func scroll(_ action: Action) -> [Command] {
        if let overlay {
            guard case .help = overlay else { return [] }
            let key: KeyEvent = action == .up ? .up : .down
            for _ in 0..<Self.linesPerNotch { _ = press(key) }
            return []
        }
        if case .bench = page {
            let lines = action == .up ? -Self.linesPerNotch : Self.linesPerNotch
            bench.scroll = max(0, bench.scroll + lines)
            return []
        }
        let isText: Bool =
            switch page {
            case .fleet, .graph, .pods, .commands: false
            default: true
            }
        return (0..<(isText ? Self.linesPerNotch : 1)).flatMap { _ in perform(action) }
    }

    private mutating func click(at place: Point) -> [Command] {
        guard overlay == nil else { return [] }
        let bounds = Rect(columns: size.columns, rows: size.rows)
        let area = Frame(state: self, theme: .terminal).body(of: bounds)
        guard area.contains(place) else { return [] }
        switch page {
        case .fleet:
            guard
                let id = FleetScreen(state: self, theme: .terminal).deployment(at: place, in: area)
            else { return [] }
            if id == fleet.selected { return perform(.open) }
            fleet.select(id, in: rows)
        case .graph(let id, let selected):
            let screen = GraphScreen(state: self, id: id, selected: selected, theme: .terminal)
            guard let path = screen.node(at: place, in: area) else { return [] }
            if path == selected { return perform(.open) }
            pages[pages.count - 1] = .graph(id, selected: path)
        case .pods(let id):
            let screen = PodScreen(state: self, id: id, theme: .terminal)
            guard let pod = screen.pod(at: place, in: area) else { return [] }
            if pod.uid == selectedPod?.pod.uid { return perform(.open) }
            pods.select(pod.uid, in: podRows)
        default: break
        }
        return []
    }
}
