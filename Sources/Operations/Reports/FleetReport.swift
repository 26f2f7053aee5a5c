public import Documents

/// The fleet as a table, for people and for scripts that cut columns.
public struct FleetReport: Sendable {
    private let snapshot: ClusterSnapshot
    private let isWide: Bool

    /// A report of all deployments of a snapshot; a wide one has a line for each predictor as well.
    public init(_ snapshot: ClusterSnapshot, isWide: Bool = false) {
        self.snapshot = snapshot
        self.isWide = isWide
    }

    /// The table; empty when there is no deployment.
    public var text: String {
        guard !snapshot.deployments.isEmpty else { return "" }
        var table = TextTable(
            [
                "NAMESPACE", "NAME", "STATE", "READY", "TRAFFIC", "RATE", "P50", "P95", "P99",
                "ERR", "AGE",
            ] + (isWide ? ["WHY"] : []),
            rightAligned: [5, 6, 7, 8, 9]
        )
        for deployment in snapshot.deployments {
            let traffic = deployment.predictors.map(FleetReport.share).joined(separator: " ")
            var row = [deployment.id.namespace, deployment.id.name, deployment.health.word]
            row += [FigureWords.replicas(deployment.replicas), traffic]
            row += FigureWords.all(deployment.figures)
            row += [FigureWords.age(deployment.createdAt, snapshot.takenAt)]
            table.add(row + (isWide ? [deployment.why ?? ""] : []))
            guard isWide else { continue }
            for predictor in deployment.predictors {
                table.add(
                    ["", "  " + predictor.name, "", FigureWords.replicas(predictor.replicas)]
                        + [FigureWords.weight(predictor)] + FigureWords.all(predictor.figures)
                        + ["", predictor.why ?? predictor.forkNote ?? ""]
                )
            }
        }
        return table.text
    }

    /// One `namespace/name` a line, as `kubectl get -o name` has it.
    public var names: String {
        snapshot.deployments.map {
            "seldondeployment.machinelearning.seldon.io/\($0.id.name)\n"
        }.joined()
    }

    private static func share(_ predictor: PredictorSnapshot) -> String {
        let weights = predictor.weights
        guard !predictor.isShadow else { return "\(predictor.name)=shadow" }
        let mark = weights.isRoutedOtherwise || weights.isObservedOtherwise ? "!" : ""
        return "\(predictor.name)=\(weights.declared)\(mark)"
    }
}

extension ClusterSnapshot {
    /// The snapshot as a script reads it: durations in milliseconds, shares from 0 to 1, what is
    /// not known `null`.
    public var json: JSON {
        [
            "context": .string(context),
            "cluster": .string(cluster),
            "takenAt": .double(takenAt.secondsSince1970),
            "deployments": .array(deployments.map(\.json)),
        ]
    }
}

extension DeploymentSnapshot {
    /// The deployment as a script reads it.
    public var json: JSON {
        [
            "namespace": .string(id.namespace),
            "name": .string(id.name),
            "uid": .string(id.uid),
            "state": .string(state.word),
            "health": .string(health.word),
            "why": why.map(JSON.string) ?? .null,
            "generation": .int(generation),
            "replicas": replicas.json,
            "figures": figures.json,
            "predictors": .array(predictors.map(\.json)),
        ]
    }
}

extension PredictorSnapshot {
    var json: JSON {
        [
            "name": .string(name),
            "shadow": .bool(isShadow),
            "traffic": [
                "declared": .int(weights.declared),
                "routed": weights.routed.map(JSON.int) ?? .null,
                "observed": weights.observed.map(JSON.double) ?? .null,
                "samples": .int(weights.sampleCount),
            ],
            "why": why.map(JSON.string) ?? .null,
            "replicas": replicas.json,
            "figures": figures.json,
            "graph": graph.json,
            "pods": .array(pods.map(\.json)),
        ]
    }
}

extension PredictorSnapshot {
    /// Says where the graph forks, which Seldon's own orchestrator would not do.
    var forkNote: String? {
        let names = graph.forks
        return names.isEmpty ? nil : "forks at \(names.joined(separator: ", "))"
    }
}

extension NodeSnapshot {
    /// The names of the forks in it and below, each before those below it.
    fileprivate var forks: [String] { (isFork ? [name] : []) + children.flatMap(\.forks) }

    var json: JSON {
        [
            "name": .string(name),
            "type": .string(role.word),
            "fork": .bool(isFork),
            "implementation": implementation.map(JSON.string) ?? .null,
            "image": image.map(JSON.string) ?? .null,
            "why": why.map(JSON.string) ?? .null,
            "replicas": replicas.json,
            "restarts": .int(restarts),
            "share": observedShare.map(JSON.double) ?? .null,
            "figures": figures.json,
            "children": .array(children.map(\.json)),
        ]
    }
}

extension PodSnapshot {
    var json: JSON {
        [
            "name": .string(name),
            "status": .string(status),
            "ready": .bool(isReady),
            "restarts": .int(restarts),
            "why": why.map(JSON.string) ?? .null,
        ]
    }
}

extension ReplicaCount {
    var json: JSON { ["desired": .int(desired), "ready": .int(ready)] }
}

extension FigureReading {
    var json: JSON {
        guard let figures else { return .null }
        var errors: JSON = [:]
        for (code, count) in figures.errorsByCode.sorted(by: { $0.key < $1.key }) {
            errors["\(code)"] = .int(count)
        }
        return [
            "rate": .double(figures.rate),
            "p50_ms": figures.p50?.json ?? .null,
            "p95_ms": figures.p95?.json ?? .null,
            "p99_ms": figures.p99?.json ?? .null,
            "errorRate": figures.errorRate.map(JSON.double) ?? .null,
            "errorsByCode": errors,
            "samples": .int(figures.sampleCount),
            "window_s": .double(figures.window / .seconds(1)),
            "measuredAt": .double(figures.measuredAt.secondsSince1970),
        ]
    }
}

extension LatencyQuantile {
    /// A number of milliseconds, or the text `>10000` beyond the last bucket.
    var json: JSON {
        let milliseconds = (bound / .microseconds(1)).rounded() / 1000
        return switch self {
        case .about: .double(milliseconds)
        case .over: .string(">\(JSONNumber(milliseconds).text)")
        }
    }
}
