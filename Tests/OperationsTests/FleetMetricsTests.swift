import Documents
import Kubernetes
import Seldon
import Telemetry
import Testing

@testable import Operations

/// How often orchestrators are asked, by whether they answer.
struct FleetMetricsTests {
    private static let moment = Moment(secondsSince1970: 1_795_464_900)

    /// What knows of so many orchestrators, one a deployment.
    private func metrics(_ count: Int) -> FleetMetrics {
        var metrics = FleetMetrics(interval: .seconds(2))
        for number in 0..<count {
            var objects = FleetObjects()
            objects.resources = [
                SeldonDeployment(json: [
                    "metadata": [
                        "name": .string("d\(number)"), "namespace": "models",
                        "uid": .string("d\(number)"),
                    ],
                    "spec": ["predictors": [["name": "main", "graph": ["name": "n"]]]],
                ])
            ]
            objects.pods = [
                Pod(json: [
                    "metadata": [
                        "name": .string("p\(number)"), "namespace": "models",
                        "uid": .string("p\(number)"),
                    ],
                    "spec": [
                        "containers": [
                            [
                                "name": "seldon-container-engine",
                                "args": ["--sdep", .string("d\(number)"), "--predictor", "main"],
                            ]
                        ]
                    ],
                    "status": [
                        "podIP": "10.0.0.7",
                        "containerStatuses": [
                            ["name": "seldon-container-engine", "state": ["running": [:]]]
                        ],
                    ],
                ])
            ]
            let family = ObjectKey(namespace: "models", name: "d\(number)")
            metrics.follow(objects, family: family, at: Self.moment)
        }
        return metrics
    }

    /// Asks for as long as it may, and has all of them fail or answer; the number that were asked.
    private func ask(
        _ metrics: inout FleetMetrics,
        during seconds: ClosedRange<Int>,
        answers: (Int) -> Bool
    ) -> Int {
        var asked = 0
        for tenths in (seconds.lowerBound * 10)..<(seconds.upperBound * 10) {
            while let address = metrics.next(at: .milliseconds(tenths * 100)) {
                asked += 1
                if answers(asked) {
                    metrics.succeed(address, OrchestratorCounters(parsing: []), at: Self.moment)
                } else {
                    _ = metrics.fail(address, "refused", isRefused: true)
                }
            }
        }
        return asked
    }

    @Test func `where nobody answers one a second is asked, not twenty`() {
        var metrics = metrics(200)

        let first = ask(&metrics, during: 0...1) { _ in false }
        let later = ask(&metrics, during: 1...61) { _ in false }

        #expect(first <= 41)
        #expect((55...62).contains(later), "\(later)")
        #expect(metrics.areAllRefused && metrics.isSettled)
        guard case .failing(let reason) = metrics.health.status else {
            Issue.record("\(metrics.health)")
            return
        }
        #expect(reason == "refused")
    }

    @Test func `the first that answers has all of them asked again`() {
        var metrics = metrics(200)
        _ = ask(&metrics, during: 0...10) { _ in false }

        let again = ask(&metrics, during: 10...20) { _ in true }

        #expect(again > 150, "\(again)")
        #expect(metrics.health.status == .healthy)
    }

    @Test func `some that do not answer do not slow down those that do`() {
        var metrics = metrics(200)
        _ = ask(&metrics, during: 0...10) { $0 % 30 == 0 }

        let asked = ask(&metrics, during: 10...40) { $0 % 30 == 0 }

        #expect(asked > 400, "\(asked)")
    }
}
