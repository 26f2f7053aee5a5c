import Documents
import Kubernetes
import Seldon

/// The article's manifest and others for the tests.
enum Manifests {
    /// The check reader as the article has it.
    static let checksReader = """
        apiVersion: machinelearning.seldon.io/v1alpha2
        kind: SeldonDeployment
        metadata:
          name: checks-reader
          namespace: default
          labels:
            app: seldon
        spec:
          annotations:
            deployment_version: v1
          name: checks-reader
          predictors:
          - componentSpecs:
            - spec:
                containers:
                - image: boundlessview/detection-infer:latest
                  name: detection-infer
                  env:
                  - name: SERVICE_TYPE
                    value: "MODEL"
            - spec:
                containers:
                - image: boundlessview/recognition-infer:latest
                  name: recognition-infer
            graph:
              name: detection-infer
              endpoint:
                type: REST
              type: MODEL
              parameters:
              - name: prefix_name
                value: "TDServing"
                type: STRING
              children:
                - name: recognition-infer
                  endpoint:
                    type: REST
                  type: MODEL
                  children: []
            name: main
            replicas: 1
        """

    static func deployment(_ text: String) throws -> SeldonDeployment {
        SeldonDeployment(json: try YAML.json(parsing: text))
    }

    /// A deployment with one node a predictor and these further fields of predictors.
    static func simple(_ predictors: [JSON], spec: JSON = [:]) -> SeldonDeployment {
        var deployment = SeldonDeployment(name: "iris", namespace: "models")
        deployment.spec = spec
        deployment.spec["predictors"] = .array(
            predictors.enumerated().map { index, extra in
                var predictor: JSON = [
                    "name": .string("p\(index)"),
                    "graph": ["name": "classifier", "type": "MODEL"],
                    "componentSpecs": [
                        ["spec": ["containers": [["name": "classifier", "image": "i:1"]]]]
                    ],
                ]
                for (key, value) in extra.members { predictor[key] = value }
                return predictor
            }
        )
        return deployment
    }
}
