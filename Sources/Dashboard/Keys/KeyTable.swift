import Terminal

/// Which key means what, declared once: update, hints and help are made from it.
struct KeyTable: Sendable {
    /// Keys that mean the same.
    struct Binding: Sendable {
        let keys: [KeyEvent]
        let action: Action
        /// What the help says.
        let summary: String
        /// What the line of hints says, or `nil` when it says nothing.
        let hint: String?

        init(_ keys: [KeyEvent], _ action: Action, _ summary: String, hint: String? = nil) {
            self.keys = keys
            self.action = action
            self.summary = summary
            self.hint = hint
        }

        init(_ keys: String, _ action: Action, _ summary: String, hint: String? = nil) {
            self.init(keys.map { .character($0) }, action, summary, hint: hint)
        }
    }

    /// Bindings under a heading.
    struct Group: Sendable {
        let title: String
        let bindings: [Binding]
    }

    /// The groups in the order of the help.
    let groups: [Group]

    /// The keys of a page.
    init(for page: Page) {
        groups =
            switch page {
            case .fleet: [Self.rows, Self.fleet, Self.deployment, Self.everywhere]
            case .graph: [Self.graph, Self.deployment, Self.everywhere]
            case .node: [Self.text, Self.deployment, Self.everywhere]
            case .logs: [Self.text, Self.logs, Self.deployment, Self.everywhere]
            case .events: [Self.text, Self.deployment, Self.everywhere]
            case .messages: [Self.text, Self.everywhere]
            case .bench: [Self.bench]
            }
    }

    /// What a key means.
    func action(for key: KeyEvent) -> Action? {
        for group in groups {
            for binding in group.bindings where binding.keys.contains(key) {
                return binding.action
            }
        }
        return nil
    }

    /// The bindings that the line of hints names.
    var hints: [Binding] {
        groups.flatMap(\.bindings).filter { $0.hint != nil }
    }

    private static let moving = [
        Binding([.character("j"), .down], .down, "down"),
        Binding([.character("k"), .up], .up, "up"),
        Binding([.control("d")], .halfPageDown, "half a page down"),
        Binding([.control("u")], .halfPageUp, "half a page up"),
        Binding([.pageDown, .control("f")], .pageDown, "a page down"),
        Binding([.pageUp, .control("b")], .pageUp, "a page up"),
        Binding([.character("g"), .home], .top, "to the top"),
        Binding([.character("G"), .end], .bottom, "to the bottom"),
    ]

    private static let rows = Group(title: "Rows", bindings: moving)
    private static let text = Group(
        title: "Text",
        bindings: moving + [
            Binding([.character("h"), .left], .left, "left"),
            Binding([.character("l"), .right], .right, "right"),
        ]
    )
    private static let fleet = Group(
        title: "Fleet",
        bindings: [
            Binding([.enter], .open, "open the graphs of the deployment", hint: "graph"),
            Binding("/", .filter, "show only rows that contain some words", hint: "filter"),
            Binding("s", .order, "order by trouble, name, rate, p99, errors, age", hint: "sort"),
            Binding("R", .reverseOrder, "turn the order around"),
            Binding("0", .toggleScope, "look at all namespaces, or at this one again"),
        ]
    )
    private static let graph = Group(
        title: "Graph",
        bindings: [
            Binding([.character("h"), .left], .left, "to the node that calls this one"),
            Binding([.character("l"), .right], .right, "to the node that this one calls"),
            Binding([.character("j"), .down], .down, "to the next node or predictor below"),
            Binding([.character("k"), .up], .up, "to the next node or predictor above"),
            Binding([.character("g"), .home], .top, "to the first node"),
            Binding([.character("G"), .end], .bottom, "to the last predictor"),
            Binding([.enter], .open, "open the node", hint: "node"),
        ]
    )
    private static let logs = Group(
        title: "Logs",
        bindings: [
            Binding("f", .follow, "follow the newest line", hint: "follow"),
            Binding("/", .filter, "search", hint: "search"),
            Binding("n", .nextMatch, "to the next match below"),
            Binding("N", .previousMatch, "to the next match above", hint: "match"),
        ]
    )
    private static let deployment = Group(
        title: "Deployment",
        bindings: [
            Binding("t", .traffic, "change the traffic weights", hint: "traffic"),
            Binding("P", .rollout, "promote the canary; pause, or let it go on", hint: "promote"),
            Binding("A", .abort, "all traffic back to main"),
            Binding("U", .undo, "take the last change back"),
            Binding("i", .test, "send a test request", hint: "test"),
            Binding("L", .logs, "logs", hint: "logs"),
            Binding("E", .events, "events", hint: "events"),
        ]
    )
    private static let everywhere = Group(
        title: "Everywhere",
        bindings: [
            Binding([.escape], .back, "back by one step"),
            Binding(":", .commandLine, "type a command; Tab completes it", hint: "command"),
            Binding(
                [.character("?"), .function(1)],
                .help,
                "this help",
                hint: "help"
            ),
            Binding("M", .messages, "every notice there was"),
            Binding("q", .quit, "back by one step; quit from the fleet", hint: "quit"),
            Binding([.control("c")], .interrupt, "quit, pressed twice"),
            Binding([.control("z")], .suspend, "stop the program; fg brings it back"),
            Binding([.control("l")], .redraw, "draw everything again"),
        ]
    )
    private static let bench = Group(
        title: "Test bench",
        bindings: [
            Binding([.enter], .open, "send", hint: "send"),
            Binding([.tab], .right, "complete the path", hint: "complete"),
            Binding(
                [.backTab],
                .order,
                "ask the next predictor, or let the weights decide",
                hint: "predictor"
            ),
            Binding([.up], .up, "the path before this one"),
            Binding([.down], .down, "the path after this one"),
            Binding([.escape], .back, "back by one step", hint: "back"),
            Binding([.function(1)], .help, "this help", hint: "help"),
            Binding([.control("c")], .interrupt, "quit, pressed twice"),
            Binding([.control("z")], .suspend, "stop the program; fg brings it back"),
            Binding([.control("l")], .redraw, "draw everything again"),
        ]
    )
}
