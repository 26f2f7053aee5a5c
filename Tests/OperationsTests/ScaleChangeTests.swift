import Documents
import Operations
import Testing

struct ScaleChangeTests {
    private let resource: JSON = [
        "metadata": ["generation": 3],
        "spec": [
            "predictors": [
                [
                    "name": "main", "replicas": 1,
                    "componentSpecs": [
                        ["replicas": 2, "spec": ["containers": []]],
                        ["spec": ["containers": []]],
                    ],
                ],
                ["name": "canary", "componentSpecs": [["hpaSpec": ["maxReplicas": 4]]]],
            ]
        ],
    ]

    @Test func `the count is written to every field that takes effect`() throws {
        let change = try ScaleChange(of: resource, named: "d", predictor: "main", to: 4)

        #expect(
            change.fields == [
                "spec.predictors[0].componentSpecs[0].replicas", "spec.predictors[0].replicas",
            ]
        )
        let scaled = try resource.applying(change.patch)
        #expect(scaled["spec"]?["predictors"]?[0]?["componentSpecs"]?[0]?["replicas"] == 4)
        #expect(scaled["spec"]?["predictors"]?[0]?["replicas"] == 4)
    }

    @Test func `no replicas at all needs force, since then nothing is routed any more`() throws {
        #expect(throws: OperationsError.self) {
            try ScaleChange(of: resource, named: "d", predictor: "main", to: 0)
        }
        _ = try ScaleChange(of: resource, named: "d", predictor: "main", to: 0, isForced: true)
    }

    @Test func `a predictor with an autoscaler is left to it unless forced`() throws {
        #expect(throws: OperationsError.self) {
            try ScaleChange(of: resource, named: "d", predictor: "canary", to: 2)
        }
        _ = try ScaleChange(of: resource, named: "d", predictor: "canary", to: 2, isForced: true)
    }

    @Test func `a predictor that is not there is refused with those that are`() {
        #expect(
            throws: OperationsError.noSuchPredictor(
                "other",
                deployment: "d",
                existing: ["main", "canary"]
            )
        ) {
            try ScaleChange(of: resource, named: "d", predictor: "other", to: 2)
        }
    }
}
