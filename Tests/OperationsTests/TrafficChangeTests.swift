import Documents
import Operations
import Seldon
import Testing

struct TrafficChangeTests {
    private let seen: SeldonDeployment = {
        var json = JSON.object([:])
        json["metadata"] = ["name": "checks-reader", "generation": 7]
        json["spec"] = [
            "predictors": [
                ["name": "main", "traffic": 80], ["name": "canary", "traffic": 20],
                ["name": "copy", "shadow": true],
            ]
        ]
        return SeldonDeployment(json: json)
    }()

    private func change(_ wishes: String...) throws -> DeploymentChange {
        try DeploymentChange.traffic(wishes.map { try TrafficWish(parsing: $0) }, of: seen)
    }

    @Test func `the write tests what was seen and replaces what changes`() throws {
        let patch = try change("main=50", "canary=50").patch

        #expect(
            patch.json == [
                ["op": "test", "path": "/metadata/generation", "value": 7],
                ["op": "test", "path": "/spec/predictors/0/name", "value": "main"],
                ["op": "test", "path": "/spec/predictors/0/traffic", "value": 80],
                ["op": "test", "path": "/spec/predictors/1/name", "value": "canary"],
                ["op": "test", "path": "/spec/predictors/1/traffic", "value": 20],
                ["op": "test", "path": "/spec/predictors/2/name", "value": "copy"],
                ["op": "replace", "path": "/spec/predictors/0/traffic", "value": 50],
                ["op": "replace", "path": "/spec/predictors/1/traffic", "value": 50],
            ]
        )
    }

    @Test func `a weight that the resource does not have yet is added`() throws {
        let alone = SeldonDeployment(json: [
            "metadata": ["generation": 1], "spec": ["predictors": [["name": "main"]]],
        ])

        let change = try DeploymentChange.traffic(
            [.init(predictor: "main", weight: 100)],
            of: alone
        )

        #expect(
            change.patch.operations.last == .add(path: "/spec/predictors/0/traffic", value: 100)
        )
    }

    @Test func `the only predictor that nobody names takes the rest`() throws {
        let change = try change("canary=35%")

        let after = try #require(change.outcome)
        #expect(after.predictors.map(\.traffic) == [65, 35, 0])
        #expect(change.receiving == ["canary"])
        #expect(change.summary == "main 80 → 65, canary 20 → 35")
    }

    @Test func `a patch does nothing to a resource that somebody else changed`() throws {
        let document: JSON = [
            "metadata": ["generation": 8],
            "spec": [
                "predictors": [
                    ["name": "main", "traffic": 80], ["name": "canary", "traffic": 20],
                    ["name": "copy"],
                ]
            ],
        ]

        #expect(throws: DocumentError.testFailed("/metadata/generation")) {
            try document.applying(try change("canary=50").patch)
        }
    }

    @Test(arguments: [
        (["main=60", "canary=50"], SeldonError.weightsDoNotAddUp(total: 110)),
        (["canary=120"], .weightOutOfRange(predictor: "canary", weight: 120)),
        (["canary=-1"], .weightOutOfRange(predictor: "canary", weight: -1)),
        (["cannary=5"], .noSuchPredictor(name: "cannary", known: ["main", "canary", "copy"])),
    ])
    func `weights that make no sense are refused`(wishes: [String], expected: SeldonError) {
        #expect(throws: expected) {
            try DeploymentChange.traffic(wishes.map { try TrafficWish(parsing: $0) }, of: seen)
        }
    }

    @Test func `a predictor that is named twice is refused`() {
        #expect(throws: OperationsError.weightGivenTwice(predictor: "canary")) {
            try change("canary=1", "canary=2")
        }
    }

    @Test(arguments: ["canary", "canary=lots", "=5"])
    func `a wish that is none is refused`(text: String) {
        let expected = OperationsError.badValue(
            text,
            expected: "PREDICTOR=WEIGHT, such as canary=20"
        )
        #expect(throws: expected) { try TrafficWish(parsing: text) }
    }
}
