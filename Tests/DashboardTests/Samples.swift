import Failures
import Operations

/// Deployments as a cluster might show them.
enum Samples {
    /// 2026-03-14 14:03:22 UTC.
    static let now = Moment(secondsSince1970: 1_773_497_002)

    static func figures(
        rate: Double,
        p50: Double,
        p95: Double,
        p99: Double,
        errors: [Int: Int] = [:],
        count: Int = 248,
        age: Double = 1
    ) -> FigureReading {
        let failed = errors.values.reduce(0, +)
        return .measured(
            Figures(
                rate: rate,
                p50: .about(.seconds(p50)),
                p95: .about(.seconds(p95)),
                p99: p99 >= 10 ? .over(.seconds(10)) : .about(.seconds(p99)),
                errorRate: Double(failed) / Double(count),
                errorsByCode: errors,
                sampleCount: count,
                measuredAt: now.advanced(by: .seconds(-age))
            )
        )
    }

    static func idle() -> FigureReading {
        .measured(
            Figures(
                rate: 0,
                measuredAt: now.advanced(by: .seconds(-1))
            )
        )
    }

    static func model(
        _ name: String,
        _ predictor: String,
        image: String,
        figures: FigureReading,
        ready: Int = 1,
        restarts: Int = 0,
        why: String? = nil,
        children: [NodeSnapshot] = []
    ) -> NodeSnapshot {
        NodeSnapshot(
            name: name,
            role: .model,
            image: image,
            replicas: ReplicaCount(desired: 1, ready: ready),
            restarts: restarts,
            why: why,
            figures: figures,
            children: children,
            pods: [
                PodSnapshot(
                    uid: "pod-\(predictor)-\(name)",
                    name: "checks-reader-\(predictor)-0-\(name)-7d9f8c6b5-x2x4z",
                    status: why == nil ? "Running" : "ErrImagePull",
                    isReady: ready > 0,
                    restarts: restarts,
                    lastRestart: restarts > 0 ? now.advanced(by: .seconds(-42)) : nil,
                    createdAt: now.advanced(by: .seconds(-7300)),
                    host: "localhost",
                    why: why,
                    containers: [name]
                )
            ]
        )
    }

    static let detectionImage = "boundlessview/detection-infer:1.0"
    static let recognitionImage = "boundlessview/recognition-infer:1.0"

    static func checksPredictor(
        _ name: String,
        weights: TrafficWeights,
        rate: Double,
        version: String = "1.0",
        age: Double = 1
    ) -> PredictorSnapshot {
        let recognition = model(
            "recognition-infer",
            name,
            image: "boundlessview/recognition-infer:\(version)",
            figures: figures(rate: rate, p50: 0.052, p95: 0.081, p99: 0.094, age: age)
        )
        return PredictorSnapshot(
            name: name,
            weights: weights,
            replicas: ReplicaCount(desired: 1, ready: 1),
            figures: figures(rate: rate, p50: 0.095, p95: 0.160, p99: 0.212, age: age),
            graph: model(
                "detection-infer",
                name,
                image: detectionImage,
                figures: figures(rate: rate, p50: 0.038, p95: 0.074, p99: 0.112, age: age),
                children: [recognition]
            )
        )
    }

    static func checksReader(main: Int = 80, age: Double = 1) -> DeploymentSnapshot {
        let share = Double(main)
        return DeploymentSnapshot(
            id: DeploymentID(namespace: "seldon", name: "checks-reader", uid: "uid-checks"),
            state: .available,
            health: .serving,
            createdAt: now.advanced(by: .seconds(-7384)),
            predictors: [
                checksPredictor(
                    "main",
                    weights: TrafficWeights(
                        declared: main,
                        routed: main,
                        observed: share + 0.6,
                        sampleCount: 312
                    ),
                    rate: 4.2,
                    age: age
                ),
                checksPredictor(
                    "canary",
                    weights: TrafficWeights(
                        declared: 100 - main,
                        routed: 100 - main,
                        observed: 100 - share - 0.6,
                        sampleCount: 312
                    ),
                    rate: 1.0,
                    version: "1.1",
                    age: age
                ),
            ],
            figures: figures(rate: 5.2, p50: 0.095, p95: 0.160, p99: 0.212, age: age)
        )
    }

    /// A router over a combiner and a model, a canary that is stuck, and a shadow.
    static var fraud: DeploymentSnapshot {
        let trees = model(
            "gradient-trees",
            "main",
            image: "ml/trees:7",
            figures: figures(rate: 21, p50: 0.003, p95: 0.0062, p99: 0.009)
        )
        let network = model(
            "network",
            "main",
            image: "ml/net:7",
            figures: figures(rate: 21, p50: 0.8, p95: 2.4, p99: 12, errors: [500: 17, 503: 4]),
            restarts: 3
        )
        let combiner = NodeSnapshot(
            name: "vote",
            role: .combiner,
            implementation: "AVERAGE_COMBINER",
            replicas: ReplicaCount(desired: 0, ready: 0),
            figures: figures(rate: 21, p50: 0.81, p95: 2.5, p99: 12),
            observedShare: 0.52,
            children: [trees, network]
        )
        var rules = model(
            "rules",
            "main",
            image: "ml/rules:2",
            figures: figures(rate: 19.4, p50: 0.0011, p95: 0.002, p99: 0.003)
        )
        rules.observedShare = 0.48
        let router = NodeSnapshot(
            name: "ab-test",
            role: .router,
            implementation: "RANDOM_ABTEST",
            replicas: ReplicaCount(desired: 0, ready: 0),
            figures: figures(rate: 40.4, p50: 0.4, p95: 2.4, p99: 12, errors: [500: 17, 503: 4]),
            children: [combiner, rules]
        )
        let pull = "ErrImagePull: ml/net:8 is in no catalogue"
        return DeploymentSnapshot(
            id: DeploymentID(namespace: "payments", name: "fraud-ensemble", uid: "uid-fraud"),
            state: .creating,
            health: .stuck,
            why: "canary: \(pull); its weight of 10% is held back",
            createdAt: now.advanced(by: .seconds(-86_400 * 12)),
            predictors: [
                PredictorSnapshot(
                    name: "main",
                    weights: TrafficWeights(
                        declared: 90,
                        routed: 100,
                        observed: 100,
                        sampleCount: 2424
                    ),
                    replicas: ReplicaCount(desired: 2, ready: 2),
                    figures: figures(
                        rate: 40.4,
                        p50: 0.4,
                        p95: 2.4,
                        p99: 12,
                        errors: [500: 17, 503: 4]
                    ),
                    graph: router
                ),
                PredictorSnapshot(
                    name: "canary",
                    weights: TrafficWeights(
                        declared: 10,
                        routed: 0,
                        observed: 0,
                        sampleCount: 2424
                    ),
                    replicas: ReplicaCount(desired: 1, ready: 0),
                    why: pull,
                    graph: model(
                        "network",
                        "canary",
                        image: "ml/net:8",
                        figures: .missing(reason: nil),
                        ready: 0,
                        why: pull
                    )
                ),
                PredictorSnapshot(
                    name: "candidate",
                    isShadow: true,
                    weights: TrafficWeights(declared: 0),
                    replicas: ReplicaCount(desired: 1, ready: 1),
                    figures: figures(rate: 40.4, p50: 0.01, p95: 0.02, p99: 0.04),
                    graph: model(
                        "small-net",
                        "candidate",
                        image: "ml/small:1",
                        figures: figures(rate: 40.4, p50: 0.01, p95: 0.02, p99: 0.04)
                    )
                ),
            ],
            figures: figures(rate: 40.4, p50: 0.4, p95: 2.4, p99: 12, errors: [500: 17, 503: 4])
        )
    }

    static func simple(
        _ name: String,
        _ namespace: String,
        health: DeploymentSnapshot.Health,
        figures: FigureReading,
        ready: Int = 1,
        why: String? = nil
    ) -> DeploymentSnapshot {
        DeploymentSnapshot(
            id: DeploymentID(namespace: namespace, name: name, uid: "uid-\(name)"),
            state: health == .serving ? .available : .creating,
            health: health,
            why: why,
            createdAt: now.advanced(by: .seconds(-4000)),
            predictors: [
                PredictorSnapshot(
                    name: "default",
                    weights: TrafficWeights(declared: 100, routed: 100),
                    replicas: ReplicaCount(desired: health == .stopped ? 0 : 1, ready: ready),
                    figures: figures,
                    graph: model(
                        "classifier",
                        "default",
                        image: "ml/\(name):1",
                        figures: figures,
                        ready: ready
                    )
                )
            ],
            figures: figures
        )
    }

    static var fleet: [DeploymentSnapshot] {
        [
            checksReader(),
            fraud,
            simple(
                "sentiment",
                "nlp",
                health: .serving,
                figures: figures(rate: 118, p50: 0.004, p95: 0.011, p99: 0.019)
            ),
            simple("embeddings", "nlp", health: .serving, figures: idle()),
            simple(
                "translate",
                "nlp",
                health: .rolling,
                figures: .missing(reason: "the orchestrator has not started yet"),
                ready: 0,
                why: "default: waiting for the readiness probe of translate, 12 s"
            ),
            simple(
                "archive",
                "seldon",
                health: .stopped,
                figures: .missing(reason: nil),
                ready: 0
            ),
        ]
    }

    static var sources: [SourceHealth] {
        SourceHealth.Source.allCases.map {
            SourceHealth($0, .healthy, lastSuccess: now)
        }
    }

    static func snapshot(
        _ deployments: [DeploymentSnapshot] = fleet,
        scope: NamespaceScope = .all,
        sources: [SourceHealth] = sources,
        isReadOnly: Bool = false
    ) -> ClusterSnapshot {
        ClusterSnapshot(
            context: "radiant-local",
            cluster: "radiant",
            user: "admin",
            scope: scope,
            isReadOnly: isReadOnly,
            sources: sources,
            takenAt: now,
            deployments: deployments,
            histories: histories(of: deployments)
        )
    }

    static let failingAPI: [SourceHealth] = [
        SourceHealth(
            .apiServer,
            .failing(reason: "connection refused"),
            lastSuccess: now.advanced(by: .seconds(-47)),
            nextAttempt: now.advanced(by: .seconds(8))
        ),
        SourceHealth(.metrics, .healthy, lastSuccess: now),
        SourceHealth(.gateway, .absent(reason: "no ingress")),
    ]
}
