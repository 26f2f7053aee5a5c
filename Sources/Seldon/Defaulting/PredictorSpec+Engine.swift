import Documents
import Failures
import Inference

extension PredictorSpec {
    /// The value of `ENGINE_PREDICTOR`, by which an orchestrator knows its graph: the predictor in
    /// JSON and base64, without what may change while the orchestrator runs on.
    ///
    /// The predictor must have its defaults. Traffic and replicas are masked, so that a change to
    /// them gives the same value and restarts no pod.
    public var engineValue: String {
        var masked = json
        masked["traffic"] = 0
        masked["replicas"] = 0
        masked["explainer"] = nil
        return Base64.text(of: masked.sorted().bytes())
    }

    /// Reads the value of `ENGINE_PREDICTOR`.
    ///
    /// - Throws: `SeldonError.unreadablePredictor`.
    public init(engineValue text: String) throws(SeldonError) {
        guard let bytes = Base64.bytes(of: text) else {
            throw .unreadablePredictor(reason: "it is no base64")
        }
        do {
            self.init(json: try JSON(parsing: bytes))
        } catch {
            throw .unreadablePredictor(reason: error.failure.message)
        }
        guard json.object != nil else { throw .unreadablePredictor(reason: "it is no object") }
    }
}
