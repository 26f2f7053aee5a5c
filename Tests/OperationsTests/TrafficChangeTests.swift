import Documents
import Operations
import Testing

struct TrafficChangeTests {
    private let seen = [
        TrafficChange.Predictor(name: "main", weight: 80),
        TrafficChange.Predictor(name: "canary", weight: 20),
        TrafficChange.Predictor(name: "copy", weight: nil, isShadow: true),
    ]

    private func change(_ wishes: String...) throws -> TrafficChange {
        try TrafficChange(
            of: "checks-reader",
            predictors: seen,
            generation: 7,
            to: wishes.map { try TrafficChange.Wish(parsing: $0) }
        )
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
        let change = try TrafficChange(
            of: "d",
            predictors: [.init(name: "main", weight: nil)],
            generation: 1,
            to: [.init(predictor: "main", weight: 100)]
        )

        #expect(
            change.patch.operations.last == .add(path: "/spec/predictors/0/traffic", value: 100)
        )
    }

    @Test func `the only predictor that nobody names takes the rest`() throws {
        let change = try change("canary=35%")

        #expect(change.after == [65, 35, nil])
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
        (
            ["main=60", "canary=50"],
            OperationsError.weightsSumTo(110, weights: ["main=60", "canary=50"])
        ),
        (["canary=120"], .weightOutOfRange(120, predictor: "canary")),
        (["canary=-1"], .weightOutOfRange(-1, predictor: "canary")),
        (["canary=1", "canary=2"], .weightGivenTwice(predictor: "canary")),
        (
            ["cannary=5"],
            .noSuchPredictor(
                "cannary",
                deployment: "checks-reader",
                existing: ["main", "canary", "copy"]
            )
        ),
        (["canary"], .badValue("canary", expected: "PREDICTOR=WEIGHT, such as canary=20")),
        (
            ["canary=lots"],
            .badValue("canary=lots", expected: "PREDICTOR=WEIGHT, such as canary=20")
        ),
    ])
    func `weights that make no sense are refused`(wishes: [String], expected: OperationsError) {
        #expect(throws: expected) {
            try TrafficChange(
                of: "checks-reader",
                predictors: seen,
                generation: 7,
                to: wishes.map { try TrafficChange.Wish(parsing: $0) }
            )
        }
    }
}
