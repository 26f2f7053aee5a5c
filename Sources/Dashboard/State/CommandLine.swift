import Operations
import Terminal

/// The line that takes commands, and what may be typed next.
struct CommandLine: Sendable, Equatable {
    /// What was typed after the colon.
    var input = TextInput()

    /// A command that the line knows.
    struct Entry: Sendable {
        let name: String
        let usage: String
        let summary: String
    }

    /// Every command, in the order in which they are shown.
    static let entries = [
        Entry(name: "fleet", usage: "fleet", summary: "every deployment"),
        Entry(name: "graph", usage: "graph NAME", summary: "the graphs of a deployment"),
        Entry(name: "logs", usage: "logs [NAME]", summary: "the logs of a deployment"),
        Entry(name: "events", usage: "events [NAME]", summary: "the events of a deployment"),
        Entry(name: "test", usage: "test [NAME]", summary: "send a test request"),
        Entry(
            name: "traffic",
            usage: "traffic P=N P=N…",
            summary: "new weights, after a question"
        ),
        Entry(name: "promote", usage: "promote", summary: "move the traffic to the canary by steps"),
        Entry(name: "abort", usage: "abort", summary: "all traffic back to main"),
        Entry(name: "undo", usage: "undo", summary: "take the last change back"),
        Entry(
            name: "unlock",
            usage: "unlock MINUTES",
            summary: "let changes through in production"
        ),
        Entry(name: "ns", usage: "ns NAME|all", summary: "look at one namespace, or at all"),
        Entry(name: "messages", usage: "messages", summary: "every notice there was"),
        Entry(name: "help", usage: "help", summary: "the keys of this page"),
        Entry(name: "quit", usage: "quit", summary: "leave; also :q"),
    ]

    /// What the last word may become.
    func candidates(in snapshot: ClusterSnapshot?, selected: DeploymentID?) -> [String] {
        let words = input.text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count > 1, let command = words.first, let typed = words.last else {
            return Self.entries.map(\.name).filter { $0.hasPrefix(input.text) }
        }
        let deployments = snapshot?.deployments ?? []
        let all: [String] =
            switch command {
            case "graph", "logs", "events", "test": deployments.map(\.id.name)
            case "ns": ["all"] + Set(deployments.map(\.id.namespace)).sorted()
            case "traffic":
                deployments.first { $0.id == selected }?.predictors.filter { !$0.isShadow }
                    .map { $0.name + "=" } ?? []
            default: []
            }
        return all.filter { $0.hasPrefix(typed) }
    }

    /// Types as much as the candidates have in common.
    mutating func complete(with candidates: [String]) {
        guard let first = candidates.first else { return }
        var common = candidates.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
        if candidates.count == 1, !common.hasSuffix("=") { common += " " }
        let before = input.text.lastIndex(of: " ").map { input.text[...$0] } ?? ""
        input = TextInput(before + common)
    }
}
