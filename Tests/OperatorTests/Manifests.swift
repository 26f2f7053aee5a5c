import Documents
import Kubernetes
import Seldon

/// Deployments for the tests.
enum Manifests {
    /// The article's check reader, as the API server hands it out.
    static func checksReader() -> SeldonDeployment {
        var deployment = SeldonDeployment(name: "checks-reader", namespace: "default")
        deployment.spec = [
            "annotations": ["deployment_version": "v1"], "name": "checks-reader",
            "predictors": [
                [
                    "name": "main", "replicas": 1,
                    "componentSpecs": [
                        component("detection-infer"), component("recognition-infer"),
                    ],
                    "graph": [
                        "name": "detection-infer", "type": "MODEL",
                        "endpoint": ["type": "REST"],
                        "parameters": [
                            ["name": "prefix_name", "value": "TDServing", "type": "STRING"]
                        ],
                        "children": [
                            [
                                "name": "recognition-infer", "type": "MODEL",
                                "endpoint": ["type": "REST"], "children": [],
                            ]
                        ],
                    ],
                ]
            ],
        ]
        return deployment
    }

    /// The check reader with a second predictor that is its copy.
    static func withCanary(main: Int, canary: Int, shadow: Bool = false) -> SeldonDeployment {
        var deployment = checksReader()
        var predictors = deployment.predictors
        var copy = predictors[0]
        copy.json["name"] = "canary"
        copy.json["traffic"] = .int(canary)
        if shadow { copy.json["shadow"] = true }
        predictors[0].json["traffic"] = .int(main)
        deployment.predictors = predictors + [copy]
        return deployment
    }

    private static func component(_ name: String) -> JSON {
        [
            "spec": [
                "containers": [
                    [
                        "name": .string(name), "image": .string("boundlessview/\(name):latest"),
                        "env": [["name": "SERVICE_TYPE", "value": "MODEL"]],
                    ]
                ]
            ]
        ]
    }
}
