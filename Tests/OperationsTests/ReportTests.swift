import Documents
import Operations
import Testing

struct ReportTests {
    private func figures(_ rate: Double, _ milliseconds: Int, errors: Double? = 0) -> FigureReading
    {
        .measured(
            Figures(
                rate: rate,
                p50: .about(.milliseconds(milliseconds)),
                p95: .about(.milliseconds(milliseconds * 2)),
                p99: .over(.seconds(10)),
                errorRate: errors,
                measuredAt: Moment(secondsSince1970: 1000)
            )
        )
    }

    private var deployment: DeploymentSnapshot {
        func node(_ name: String, _ children: [NodeSnapshot] = []) -> NodeSnapshot {
            NodeSnapshot(
                name: name,
                role: .model,
                replicas: ReplicaCount(desired: 1, ready: 1),
                figures: figures(1.25, 40),
                children: children
            )
        }
        func predictor(
            _ name: String,
            _ weights: TrafficWeights,
            why: String? = nil
        )
            -> PredictorSnapshot
        {
            PredictorSnapshot(
                name: name,
                weights: weights,
                replicas: ReplicaCount(desired: 2, ready: why == nil ? 2 : 1),
                why: why,
                figures: why == nil ? figures(12, 85) : .missing(reason: nil),
                graph: node("detection-infer", [node("recognition-infer")])
            )
        }
        return DeploymentSnapshot(
            id: DeploymentID(namespace: "default", name: "checks-reader", uid: "u"),
            state: .available,
            health: .stuck,
            why: "canary: no room",
            createdAt: Moment(secondsSince1970: 800),
            predictors: [
                predictor("main", TrafficWeights(declared: 80, routed: 80)),
                predictor("canary", TrafficWeights(declared: 20, routed: 5), why: "no room"),
            ],
            figures: figures(12, 85, errors: 0.031)
        )
    }

    private var snapshot: ClusterSnapshot {
        ClusterSnapshot(
            context: "c",
            cluster: "k",
            user: "u",
            takenAt: Moment(secondsSince1970: 1000),
            deployments: [deployment]
        )
    }

    @Test func `the fleet is a table`() {
        #expect(
            FleetReport(snapshot).text == """
                NAMESPACE   NAME            STATE   READY   TRAFFIC              RATE    P50     P95    P99    ERR   AGE
                default     checks-reader   stuck   3/4     main=80 canary=20!   12/s   85ms   170ms   >10s   3.1%   3m20s

                """
        )
    }

    @Test func `a wide fleet has a line for each predictor with all weights that differ`() {
        let lines = FleetReport(snapshot, isWide: true).text.split(separator: "\n")

        #expect(lines.count == 4)
        #expect(lines[3].contains("20% (routed 5%!)"))
        #expect(lines[3].hasSuffix("no room"))
    }

    @Test func `a tree shows every node with its figures and why something is missing`() {
        #expect(
            TreeReport(deployment).text == """
                NAME                         TYPE        READY    RATE    P50     P95    P99    ERR
                checks-reader                stuck       3/4      12/s   85ms   170ms   >10s   3.1%
                ├─ main 80%                  predictor   2/2      12/s   85ms   170ms   >10s     0%
                │  └─ detection-infer        MODEL       1/1     1.3/s   40ms    80ms   >10s     0%
                │     └─ recognition-infer   MODEL       1/1     1.3/s   40ms    80ms   >10s     0%
                └─ canary 20% (routed 5%!)   predictor   1/2         -      -       -      -      -
                   └─ detection-infer        MODEL       1/1     1.3/s   40ms    80ms   >10s     0%
                      └─ recognition-infer   MODEL       1/1     1.3/s   40ms    80ms   >10s     0%
                canary: no room

                """
        )
    }

    @Test func `a tree in ASCII has no other character`() {
        let text = TreeReport(deployment, isAscii: true).text

        #expect(text.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test func `a script gets what is not known as null`() {
        let json = snapshot.json["deployments"]?[0]

        #expect(json?["predictors"]?[1]?["figures"] == .null)
        #expect(json?["figures"]?["p99_ms"] == ">10000")
        #expect(json?["predictors"]?[1]?["traffic"]?["routed"] == 5)
    }

    @Test(arguments: [
        (0, "0s"), (119, "119s"), (200, "3m20s"), (700, "11m"), (10_900, "3h1m"), (40_000, "11h"),
        (200_000, "2d7h"), (900_000, "10d"),
    ])
    func `ages are written as kubectl writes them`(seconds: Int, text: String) {
        #expect(Duration.seconds(seconds).asAge == text)
    }
}
