/// The graphs of one deployment as an indented tree with the figures of every node.
public struct TreeReport: Sendable {
    private let deployment: DeploymentSnapshot
    private let isAscii: Bool

    /// A report of a deployment; with ASCII only where the terminal has no more.
    public init(_ deployment: DeploymentSnapshot, isAscii: Bool = false) {
        self.deployment = deployment
        self.isAscii = isAscii
    }

    /// The tree, each line with its end.
    public var text: String {
        var table = TextTable(
            ["NAME", "TYPE", "READY", "RATE", "P50", "P95", "P99", "ERR"],
            rightAligned: [3, 4, 5, 6, 7]
        )
        table.add(
            [deployment.id.name, deployment.health.word, FigureWords.replicas(deployment.replicas)]
                + FigureWords.all(deployment.figures)
        )
        let last = deployment.predictors.count - 1
        for (index, predictor) in deployment.predictors.enumerated() {
            add(predictor, isLast: index == last, to: &table)
        }
        return table.text + reasons
    }

    private func add(_ predictor: PredictorSnapshot, isLast: Bool, to table: inout TextTable) {
        let weight = FigureWords.weight(predictor)
        table.add(
            [branch("", isLast) + "\(predictor.name) \(weight)", "predictor"]
                + [FigureWords.replicas(predictor.replicas)] + FigureWords.all(predictor.figures)
        )
        add(predictor.graph, prefix: stem("", isLast), isLast: true, to: &table)
    }

    private func add(
        _ node: NodeSnapshot,
        prefix: String,
        isLast: Bool,
        to table: inout TextTable
    ) {
        let share = node.observedShare.map { " \(($0 * 100).rounded(toPlaces: 1))%" } ?? ""
        table.add(
            [branch(prefix, isLast) + node.name + share, word(of: node)]
                + [FigureWords.replicas(node.replicas)] + FigureWords.all(node.figures)
        )
        for (index, child) in node.children.enumerated() {
            let isLastChild = index == node.children.count - 1
            add(child, prefix: stem(prefix, isLast), isLast: isLastChild, to: &table)
        }
    }

    private func word(of node: NodeSnapshot) -> String {
        (node.implementation ?? node.role.word) + (node.isFork ? " (fork)" : "")
    }

    private func branch(_ prefix: String, _ isLast: Bool) -> String {
        prefix + (isAscii ? (isLast ? "`- " : "|- ") : (isLast ? "└─ " : "├─ "))
    }

    private func stem(_ prefix: String, _ isLast: Bool) -> String {
        prefix + (isLast ? "   " : isAscii ? "|  " : "│  ")
    }

    /// Why something does not serve, below the tree, each reason once.
    private var reasons: String {
        var lines = deployment.predictors.compactMap { predictor in
            predictor.why.map { "\(predictor.name): \($0)" }
        }
        if let why = deployment.why, !lines.contains(why) {
            lines.insert("\(deployment.id.name): \(why)", at: 0)
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
