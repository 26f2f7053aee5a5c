import Documents
import Seldon
import Testing

struct TrafficSplitTests {
    private let deployment = Manifests.simple([
        ["name": "main", "traffic": 80], ["name": "canary", "traffic": 20],
        ["name": "copy", "shadow": true],
    ])

    @Test func `a shift is one write that checks the predictors' names`() throws {
        let split = try TrafficSplit(deployment).setting(["main": 50, "canary": 50])
        let changed = SeldonDeployment(json: try deployment.json.applying(split.patch))

        #expect(changed.predictors.map(\.traffic) == [50, 50, 0])
        var renamed = deployment
        renamed.predictors[1].json["name"] = "other"
        #expect(throws: DocumentError.testFailed("/spec/predictors/1/name")) {
            try renamed.json.applying(split.patch)
        }
    }

    @Test func `the one predictor that is not named gets the rest`() throws {
        #expect(try TrafficSplit(deployment).setting(["canary": 35]).weight(of: "main") == 65)
        #expect(try TrafficSplit(deployment).setting(["copy": 10]).weight(of: "main") == 80)
    }

    @Test func `weights that cannot be are refused with a reason`() {
        let split = TrafficSplit(deployment)

        #expect(throws: SeldonError.weightsDoNotAddUp(total: 90)) {
            try split.setting(["main": 50, "canary": 40])
        }
        #expect(throws: SeldonError.weightOutOfRange(predictor: "main", weight: 120)) {
            try split.setting(["main": 120])
        }
        #expect(
            throws: SeldonError.noSuchPredictor(name: "x", known: ["main", "canary", "copy"])
        ) { try split.setting(["x": 1]) }
    }
}
