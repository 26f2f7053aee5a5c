import Operations
import Terminal

/// Every command of the command line: what it is called, how it is used, what may follow.
enum CommandTable {
    /// A command.
    struct Entry: Sendable {
        let name: String
        let usage: String
        let summary: String

        /// Whether a word may follow.
        var takesArgument: Bool { usage != name }
        /// Whether a word must follow.
        var needsArgument: Bool { takesArgument && !usage.hasPrefix("\(name) [") }

        init(_ usage: String, _ summary: String) {
            self.usage = usage
            self.summary = summary
            name = usage.split(separator: " ").first.map(String.init) ?? usage
        }
    }

    /// The commands in the order in which they are shown.
    static let entries = [
        Entry("fleet", "every deployment"),
        Entry("graph [NAME]", "the graphs of a deployment"),
        Entry("compare [NAME]", "the predictors against each other"),
        Entry("logs [NAME]", "the logs of a deployment"),
        Entry("events [NAME]", "the events of a deployment"),
        Entry("pods [NAME]", "the pods of a deployment"),
        Entry("describe [NAME]", "all that is known of a deployment"),
        Entry("yaml [NAME]", "a deployment as YAML"),
        Entry("edit [NAME]", "edit a deployment in $EDITOR"),
        Entry("test [NAME]", "send a test request"),
        Entry("traffic P=N P=N…", "new weights, after a question"),
        Entry("promote", "move the traffic to the canary by steps"),
        Entry("abort", "all traffic back to main"),
        Entry("undo", "take the last change back"),
        Entry("unlock [MINUTES]", "let changes through in production"),
        Entry("puid ID", "the lines of one request in the logs"),
        Entry("since 1m|5m|15m|1h", "how far back the logs begin"),
        Entry("save [PATH]", "write what is on the page to a file"),
        Entry("ctx NAME", "look at the cluster of another context"),
        Entry("sort COLUMN", "order the fleet by trouble, name, rate, p50, p95, p99, errors, age"),
        Entry("columns NAME…|all", "the columns of the fleet beside state and name"),
        Entry("ns NAME|all", "look at one namespace, or at all"),
        Entry("theme NAME", "other colours"),
        Entry(
            "mouse [on|off]",
            "scroll by the wheel and select by a click, or leave it to the terminal"
        ),
        Entry("messages", "every notice there was"),
        Entry("commands", "what was done, as commands of a shell"),
        Entry("snapshot", "write the screen to files: text, colours, picture"),
        Entry("help", "what is possible on this page"),
        Entry("quit", "leave; also :q"),
    ]

    /// What may follow a command.
    static func arguments(of command: String, in state: DashboardState) -> [String] {
        let deployments = state.snapshot?.deployments ?? []
        switch command {
        case "graph", "compare", "logs", "events", "test", "pods", "describe", "yaml", "edit":
            return deployments.map(\.id.name)
        case "ns": return ["all"] + Set(deployments.map(\.id.namespace)).sorted()
        case "traffic":
            return deployments.first { $0.id == state.subject }?.predictors
                .filter { !$0.isShadow }.map { $0.name + "=" } ?? []
        case "ctx": return state.settings.contexts
        case "sort": return FleetState.Order.allCases.map(\.rawValue)
        case "columns": return ["all"] + FleetState.columnNames
        case "mouse": return ["on", "off"]
        case "since": return ["1m", "5m", "15m", "1h"]
        case "theme": return state.settings.themes.map(\.name)
        case "puid":
            return state.bench.entries.reversed().compactMap { entry in
                if case .prediction(let result) = entry.outcome { result.puid } else { nil }
            }
        default: return []
        }
    }
}
