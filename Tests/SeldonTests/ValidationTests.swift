import Documents
import Kubernetes
import Seldon
import Testing

struct ValidationTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var predictors: [JSON]
        var spec: JSON = [:]
        var path: String?
        var message = ""
        var testDescription: String { path.map { "\($0): \(message)" } ?? "valid" }
    }

    private static let ab: JSON = [
        "name": "ab", "implementation": "RANDOM_ABTEST", "children": [["name": "classifier"]],
    ]

    private static let table: [Row] = [
        Row(predictors: [[:]]),
        Row(predictors: [["traffic": 100]]),
        Row(predictors: [["traffic": 0]]),
        Row(predictors: [["traffic": 100], ["traffic": 0]]),
        Row(predictors: [["traffic": 70], ["shadow": true, "traffic": 10]]),
        Row(predictors: [["graph": ab]]),
        Row(predictors: [["graph": ["name": "s", "implementation": "HUGGINGFACE_SERVER"]]]),
        Row(
            predictors: [[:]],
            spec: ["protocol": "soap"],
            path: "spec",
            message: "Invalid protocol"
        ),
        Row(
            predictors: [[:]],
            spec: ["transport": "pigeon"],
            path: "spec",
            message: "Invalid transport"
        ),
        Row(
            predictors: [[:]],
            spec: ["serverType": "ftp"],
            path: "spec",
            message: "Invalid serverType"
        ),
        Row(
            predictors: [[:]],
            spec: ["serverType": "kafka"],
            path: "spec.predictors[0]",
            message: "For kafka please supply svcOrchSpec envs"
        ),
        Row(predictors: [], path: "spec", message: "Graph contains no predictors"),
        Row(
            predictors: [["shadow": true]],
            path: "spec.predictors[0]",
            message: "Shadow can not exist as only predictor"
        ),
        Row(
            predictors: [["traffic": 50, "name": "x"], ["traffic": 50, "name": "x"]],
            path: "spec.predictors[1]",
            message: "Duplicate predictor name"
        ),
        Row(
            predictors: [
                ["traffic": 50, "annotations": ["seldon.io/svc-name": "s"]],
                ["traffic": 50, "annotations": ["seldon.io/svc-name": "s"]],
            ],
            path: "spec.predictors[1]",
            message: "Found duplicate service name in"
        ),
        Row(
            predictors: [
                [
                    "annotations": ["seldon.io/no-engine": "false"],
                    "graph": ["name": "classifier", "children": [["name": "classifier"]]],
                ]
            ],
            path: "spec.predictors[0]",
            message: "Running without engine only valid for single element graphs"
        ),
        Row(
            predictors: [["graph": ["name": "classifier", "children": [["name": "lost"]]]]],
            path: "spec.predictors[0].graph[0]",
            message: "Can't find container for Predictive Unit"
        ),
        Row(
            predictors: [["graph": ["name": "classifier", "type": "UNKNOWN_TYPE"]]],
            path: "spec.predictors[0].graph",
            message: "Predictive Unit has no implementation methods defined"
        ),
        Row(
            predictors: [["graph": ["name": "s", "implementation": "SKLEARN_SERVER"]]],
            path: "spec.predictors[0].graph",
            message: "Predictive unit modelUri required when using standalone servers"
        ),
        Row(
            predictors: [
                ["graph": ["name": "s", "implementation": "SKLEARN_SERVER", "modelUri": "u"]]
            ],
            spec: ["protocol": "tensorflow"],
            path: "spec.predictors[0].graph",
            message: "Prepackaged server does not handle tensorflow protocol"
        ),
        Row(
            predictors: [["graph": ["name": "s", "implementation": "MY_SERVER", "modelUri": "u"]]],
            path: "spec.predictors[0].graph",
            message: "No entry in predictors map for MY_SERVER"
        ),
        Row(
            predictors: [["graph": ["name": "classifier", "logger": [:]]]],
            path: "spec.predictors[0].graph",
            message: "No logger mode specified"
        ),
        Row(
            predictors: [
                ["traffic": 50, "graph": ["name": "classifier", "endpoint": ["type": "REST"]]],
                ["traffic": 50, "graph": ["name": "classifier", "endpoint": ["type": "GRPC"]]],
            ],
            path: "spec",
            message: "Multiple endpoint.types found"
        ),
        Row(
            predictors: [["graph": ["name": "classifier", "endpoint": ["type": "REST"]]]],
            spec: ["transport": "grpc"],
            path: "spec",
            message: "Mixed transport types found"
        ),
        Row(
            predictors: [[:], ["shadow": true], ["shadow": true]],
            path: "spec",
            message: "Multiple shadows are not allowed"
        ),
        Row(
            predictors: [[:], ["shadow": true, "traffic": 101]],
            path: "spec",
            message: "shadow traffic is illegal"
        ),
        Row(
            predictors: [[:], [:]],
            path: "spec",
            message: "Traffic must sum to 100 for multiple predictors"
        ),
        Row(
            predictors: [["traffic": 80], ["traffic": 30]],
            path: "spec",
            message: "Traffic must sum to 100 for multiple predictors"
        ),
        Row(
            predictors: [["traffic": 50]],
            path: "spec",
            message: "Traffic must sum be 100 for a single predictor when set"
        ),
    ]

    @Test(arguments: table)
    func `the webhook's rules hold, with its paths and words`(row: Row) {
        let issues = Manifests.simple(row.predictors, spec: row.spec).validate()

        if let path = row.path {
            #expect(issues.count == 1)
            #expect(issues.first?.path.description == path)
            #expect(issues.first?.message.hasPrefix(row.message) == true)
        } else {
            #expect(issues.isEmpty)
        }
    }

    @Test func `the article's manifest is valid and clean`() throws {
        let deployment = try Manifests.deployment(Manifests.checksReader)

        #expect(deployment.validate().isEmpty)
        #expect(deployment.lint().isEmpty)
    }

    @Test func `the answer to the API server is Invalid, with every cause`() throws {
        let deployment = Manifests.simple([["traffic": 80], ["traffic": 30, "name": "p0"]])

        let status = try #require(
            SeldonDeployment.admission(.seldonDeployment, deployment.json, nil)
        )

        #expect(status.code == 422)
        #expect(status.reason == "Invalid")
        #expect(status.causes.map(\.field) == ["spec.predictors[1]", "spec"])
        #expect(
            status.message.hasSuffix(
                "SeldonDeployment.machinelearing.seldon.io \"\" is invalid: "
                    + "[spec.predictors[1]: Invalid value: \"p0\": Duplicate predictor name, "
                    + "spec: Invalid value: \"p0\": "
                    + "Traffic must sum to 100 for multiple predictors]"
            )
        )
        #expect(SeldonDeployment.admission(.pod, deployment.json, nil) == nil)
    }

    @Test func `a manifest's mistakes are found where they stand`() throws {
        let text = Manifests.checksReader
            .replacing("type: MODEL\n      parameters", with: "typ: MODEL\n      parameters")
            .replacing(
                "- name: recognition-infer\n          end",
                with: "- name: detection-infer\n          end"
            )
            .replacing("replicas: 1", with: "replicas: many")
        let document = try #require(try YAML.documents(in: text).first)

        let issues = SeldonDeployment(json: document.json).lint()

        #expect(
            issues.map { "\($0.path) \(document.position(of: $0.path).line)" } == [
                "spec.predictors[0].graph.typ 29", "spec.predictors[0].replicas 41",
                "spec.predictors[0].graph.children[0].name 35",
            ]
        )
    }
}
