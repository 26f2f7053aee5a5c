import Documents
import Seldon

/// The init container that brings a model to its server.
struct ModelInitializer {
    /// Where a server finds its model.
    static let modelPath = "/mnt/models"

    /// The image of the operator's configuration, where a unit names none.
    static let image = "seldonio/rclone-storage-initializer:1.18.2"

    private let unit: PredictiveUnit
    private let uri: String

    /// Takes a unit; `nil` when it has no model to bring.
    init?(_ unit: PredictiveUnit) {
        guard let uri = unit.modelURI else { return nil }
        self.unit = unit
        self.uri = uri
    }

    /// The container as it stands in the pod.
    var json: JSON {
        [
            "name": .string(unit.name + "-model-initializer"),
            "image": .string(unit.json["storageInitializerImage"]?.string ?? Self.image),
            "imagePullPolicy": "IfNotPresent",
            "args": [.string(uri), .string(Self.modelPath)],
            "volumeMounts": [
                [
                    "name": .string(Self.volumeName(of: unit.name)),
                    "mountPath": .string(Self.modelPath),
                ]
            ],
        ]
    }

    /// The volume that the model is brought to.
    var volume: JSON {
        ["name": .string(Self.volumeName(of: unit.name)), "emptyDir": [:]]
    }

    /// How the server's container sees the volume.
    static func mount(of container: String) -> JSON {
        [
            "name": .string(volumeName(of: container)), "mountPath": .string(modelPath),
            "readOnly": true,
        ]
    }

    private static func volumeName(of container: String) -> String {
        container + "-provision-location"
    }
}
