public import Documents

/// What fits the number of pods to what they use.
public struct HorizontalPodAutoscaler: KubernetesObject {
    /// `horizontalpodautoscalers.autoscaling`.
    public static let resource = ResourceKind.horizontalPodAutoscaler
    /// The whole object.
    public var json: JSON

    /// Makes a view on an object.
    public init(json: JSON) { self.json = json }
}

/// How far the pods of a selector may be disturbed on purpose.
public struct PodDisruptionBudget: KubernetesObject {
    /// `poddisruptionbudgets.policy`.
    public static let resource = ResourceKind.podDisruptionBudget
    /// The whole object.
    public var json: JSON

    /// Makes a view on an object.
    public init(json: JSON) { self.json = json }
}
