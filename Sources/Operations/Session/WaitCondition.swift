/// What somebody waits for.
public enum WaitCondition: Sendable, Hashable, CustomStringConvertible {
    /// Every replica that is wanted is ready.
    case ready
    /// A predictor has a weight, and it is routed.
    case traffic(predictor: String, weight: Int)

    /// Reads `ready` or `traffic=canary:50`.
    public init?(parsing text: String) {
        if text == "ready" {
            self = .ready
            return
        }
        guard text.hasPrefix("traffic="), let colon = text.lastIndex(of: ":"),
            let weight = Int(text[text.index(after: colon)...]), (0...100).contains(weight)
        else { return nil }
        self = .traffic(
            predictor: String(text[..<colon].dropFirst("traffic=".count)),
            weight: weight
        )
    }

    /// The condition as it was written.
    public var description: String {
        switch self {
        case .ready: "ready"
        case .traffic(let predictor, let weight): "traffic=\(predictor):\(weight)"
        }
    }

    /// Whether a deployment meets it.
    public func isMet(by deployment: DeploymentSnapshot) -> Bool {
        switch self {
        case .ready: return deployment.health == .serving
        case .traffic(let name, let weight):
            guard let weights = deployment.predictors.first(where: { $0.name == name })?.weights
            else { return false }
            return weights.declared == weight && (weights.routed ?? weight) == weight
        }
    }
}

extension ClusterSession {
    /// Watches until a deployment meets a condition, and runs only as long as that.
    ///
    /// - Returns: The snapshot that met it.
    /// - Throws: `OperationsError.notInTime` with why the deployment is not there yet.
    @discardableResult
    public func wait(
        for condition: WaitCondition,
        of name: String,
        within limit: Duration
    ) async throws -> ClusterSnapshot {
        try await withThrowingTaskGroup(of: ClusterSnapshot?.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                await self.run()
                return nil
            }
            group.addTask {
                try await ContinuousClock().sleep(for: limit)
                return nil
            }
            group.addTask {
                for await snapshot in await self.snapshots() where snapshot.meets(condition, name) {
                    // Nothing tells whether the operator has seen the last change yet: what is ready
                    // must stay so for a moment.
                    guard condition == .ready else { return snapshot }
                    try await ContinuousClock().sleep(for: .seconds(1))
                    if let now = await self.current, now.meets(condition, name) { return now }
                }
                try await ContinuousClock().sleep(for: limit)
                return nil
            }
            if let snapshot = try await group.next() ?? nil { return snapshot }
            let last = current?.deployments.first { $0.id.name == name }
            let why = last?.why.map { ": \($0)" } ?? (last == nil ? ": it is not there" : "")
            throw OperationsError.notInTime("\(name) is not \(condition)\(why)", after: limit)
        }
    }
}

extension ClusterSnapshot {
    fileprivate func meets(_ condition: WaitCondition, _ name: String) -> Bool {
        deployments.contains { $0.id.name == name && condition.isMet(by: $0) }
    }
}
