extension PredictorSpec {
    /// The annotation that says at which nodes the graph forks.
    ///
    /// Its value is `true`, or the names of nodes with commas between. Seldon's own orchestrator does
    /// not read it: there the graph is as valid, and the first child's answer is kept.
    public static let forkAnnotation = "radiant.dev/fork"

    /// The units at which the graph forks: their output goes to every child, side by side, and the
    /// answers come back by the children's names.
    ///
    /// Only a unit with several children that neither routes nor aggregates can fork; the order is
    /// that of the graph.
    public var forks: [String] {
        guard let value = annotations[Self.forkAnnotation] else { return [] }
        let named = Set(value.split(separator: ",").map { $0.filter { $0 != " " } })
        return graph.all.filter { unit in
            unit.canFork && (named.contains("true") || named.contains(unit.name))
        }.map(\.name)
    }
}

extension PredictiveUnit {
    /// Whether its output could go to several children and come back by their names.
    fileprivate var canFork: Bool {
        children.count > 1 && type != .router && type != .combiner && !methods.contains(.route)
            && !methods.contains(.aggregate) && implementation != .randomABTest
    }
}
