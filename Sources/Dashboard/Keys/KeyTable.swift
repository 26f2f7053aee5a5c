import Terminal

/// Which key means what, declared once: update, hints and help are made from it.
struct KeyTable: Sendable {
    /// Keys that mean the same.
    struct Binding: Sendable {
        var keys: [KeyEvent]
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
        var bindings: [Binding]
    }

    /// The groups in the order of the help.
    let groups: [Group]

    /// The keys of a page, with those that the user has given away.
    ///
    /// - Parameters:
    ///   - page: The page.
    ///   - isTyping: Whether letters are being typed there, on a page that has both.
    ///   - bindings: The user's keys.
    init(for page: Page, isTyping: Bool = true, bindings: KeyBindings = KeyBindings()) {
        let usual =
            switch page {
            case .fleet: [Self.rows, Self.fleet, Self.deployment, Self.everywhere]
            case .graph: [Self.graph, Self.deployment, Self.everywhere]
            case .node: [Self.text, Self.deployment, Self.everywhere]
            case .logs: [Self.logs, Self.text, Self.deployment, Self.everywhere]
            case .events: [Self.text, Self.deployment, Self.everywhere]
            case .document: [Self.document, Self.text, Self.deployment, Self.everywhere]
            case .pods: [Self.rows, Self.pods, Self.deployment, Self.everywhere]
            case .messages: [Self.text, Self.everywhere]
            case .bench where isTyping: [Self.benchInput]
            case .bench: [Self.bench, Self.text, Self.everywhere]
            }
        groups = Self.settled(usual, bindings)
    }

    /// The groups with the user's keys, in which every key means one thing: what comes first wins.
    private static func settled(_ groups: [Group], _ bindings: KeyBindings) -> [Group] {
        let actions = Set(groups.flatMap { $0.bindings.map(\.action) })
        var taken = Set(bindings.keys.filter { actions.contains($0.key) }.flatMap(\.value))
        var settled = groups
        for group in settled.indices {
            for place in settled[group].bindings.indices {
                let binding = settled[group].bindings[place]
                let keys =
                    bindings.keys[binding.action] ?? binding.keys.filter { !taken.contains($0) }
                settled[group].bindings[place].keys = keys
                taken.formUnion(keys)
            }
            settled[group].bindings.removeAll { $0.keys.isEmpty }
        }
        return settled.filter { !$0.bindings.isEmpty }
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
            Binding("m", .onlyMatches, "show only the lines that match, or all", hint: "only"),
            Binding("s", .since, "go back 1 m, 5 m, 15 m, 1 h, or 200 lines", hint: "since"),
            Binding("t", .timestamps, "times: of day, to the microsecond, none", hint: "times"),
            Binding("p", .previousLogs, "of the containers before they were restarted"),
            Binding("|", .split, "the predictors side by side, or one after another"),
            Binding("w", .wrap, "wrap long lines, or cut them off", hint: "wrap"),
            Binding("W", .save, "write the lines to a file"),
        ]
    )
    private static let document = Group(
        title: "Text with parts",
        bindings: [
            Binding([.enter, .character(" ")], .fold, "fold or unfold the part", hint: "fold"),
            Binding("z", .foldAll, "fold every part, or unfold all"),
            Binding("/", .filter, "search", hint: "search"),
            Binding("n", .nextMatch, "to the next match below", hint: "match"),
            Binding("N", .previousMatch, "to the next match above"),
            Binding("r", .refresh, "read it again"),
            Binding("W", .save, "write it to a file"),
        ]
    )
    private static let pods = Group(
        title: "Pods",
        bindings: [
            Binding([.enter], .open, "describe the pod", hint: "describe"),
            Binding("l", .logs, "the logs of the pod", hint: "logs"),
            Binding("s", .shell, "a shell in the pod's container", hint: "shell"),
            Binding("F", .portForward, "a port of this machine to the pod", hint: "forward"),
            Binding("x", .deletePod, "delete the pod, after a question", hint: "delete"),
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
            Binding("p", .pods, "its pods: logs, shell, port-forward, delete", hint: "pods"),
            Binding("d", .describe, "describe it: all that is known, as text", hint: "describe"),
            Binding("y", .yaml, "its YAML", hint: "yaml"),
            Binding("e", .edit, "edit it in $EDITOR; what changes is asked before it is sent"),
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
    private static let benchInput = Group(
        title: "Test bench",
        bindings: [
            Binding([.enter], .open, "send", hint: "send"),
            Binding([.tab], .right, "complete the path", hint: "complete"),
            Binding(
                [.backTab],
                .target,
                "ask the gateway, one predictor, or main and canary at once",
                hint: "to whom"
            ),
            Binding([.up], .up, "what was sent before this"),
            Binding([.down], .down, "what was sent after this"),
            Binding([.escape], .back, "back by one step", hint: "back"),
            Binding([.function(1)], .help, "this help", hint: "help"),
            Binding([.control("c")], .interrupt, "quit, pressed twice"),
            Binding([.control("z")], .suspend, "stop the program; fg brings it back"),
            Binding([.control("l")], .redraw, "draw everything again"),
        ]
    )
    private static let bench = Group(
        title: "Answer",
        bindings: [
            Binding([.enter], .open, "send it once more", hint: "again"),
            Binding([.character("i"), .character("e"), .tab], .test, "type", hint: "type"),
            Binding("s", .step, "step through: what each node got and returned", hint: "step"),
            Binding([.backTab, .character("t")], .target, "to whom it goes", hint: "to whom"),
            Binding("+", .reward, "feedback: the answer was right, reward 1", hint: "right"),
            Binding("-", .punish, "feedback: the answer was wrong, reward 0", hint: "wrong"),
            Binding("P", .picture, "show the picture, or not", hint: "picture"),
            Binding("<", .previousMatch, "the answer before this one"),
            Binding(">", .nextMatch, "the answer after this one"),
            Binding("L", .logs, "the lines that this request left in the logs"),
            Binding("W", .save, "write the answer to a file", hint: "save"),
        ]
    )
}
