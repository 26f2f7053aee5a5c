/// A server that Seldon brings along, for a protocol, as the configuration of its operator has it
/// (Helm chart of Seldon Core 1.18, `predictor_servers`).
public struct PrepackagedServer: Sendable, Hashable {
    /// The image.
    public let image: String
    /// The class that MLServer loads models with; `nil` where the server is not MLServer.
    public let implementation: String?

    private struct Kind {
        var suffix: String
        var seldonImage: String
        var implementation: String
    }

    private static let kinds = [
        "SKLEARN_SERVER": Kind(
            suffix: "sklearn",
            seldonImage: "sklearnserver",
            implementation: "mlserver_sklearn.SKLearnModel"
        ),
        "XGBOOST_SERVER": Kind(
            suffix: "xgboost",
            seldonImage: "xgboostserver",
            implementation: "mlserver_xgboost.XGBoostModel"
        ),
        "MLFLOW_SERVER": Kind(
            suffix: "mlflow",
            seldonImage: "mlflowserver",
            implementation: "mlserver_mlflow.MLflowRuntime"
        ),
    ]

    /// Makes the server of a name; `nil` when it is none that we know for the protocol.
    ///
    /// - Parameters:
    ///   - name: The implementation of a unit, such as `SKLEARN_SERVER`.
    ///   - payloadProtocol: The protocol of the deployment.
    public init?(_ name: String, payloadProtocol: String) {
        guard let kind = Self.kinds[name] else { return nil }
        switch payloadProtocol {
        case "v2", "kfserving":
            image = "seldonio/mlserver:1.6.0-\(kind.suffix)"
            implementation = kind.implementation
        case "seldon":
            image = "seldonio/\(kind.seldonImage):1.18.2"
            implementation = nil
        default: return nil
        }
    }
}
