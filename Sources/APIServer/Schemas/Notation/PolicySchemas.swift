extension SchemaNotation {
    /// Budgets of disruption, and events under the names of their own group.
    ///
    /// Names and types are those of Kubernetes 1.36.
    static let policy = """
        @ io.k8s.api.policy.v1
        PodDisruptionBudget # How far the pods of a selector may be disturbed on purpose.
          apiVersion, kind: string
          metadata: ObjectMeta
          spec: PodDisruptionBudgetSpec
          status: PodDisruptionBudgetStatus
        PodDisruptionBudgetSpec
          maxUnavailable, minAvailable: intOrString
          selector: LabelSelector
          unhealthyPodEvictionPolicy: string
        PodDisruptionBudgetStatus
          conditions: [PodDisruptionBudgetCondition] map(type)
          currentHealthy, desiredHealthy, disruptionsAllowed, expectedPods: int32!
          disruptedPods: {time}
          observedGeneration: int64
        PodDisruptionBudgetCondition
          lastTransitionTime: time
          message, reason: string
          observedGeneration: int64
          status, type: string!
        Eviction # Asks a pod to go, as far as budgets let it.
          apiVersion, kind: string
          metadata: ObjectMeta
          deleteOptions: DeleteOptions
        @ io.k8s.api.events.v1
        EventsEvent as Event # What happened to an object.
          action, apiVersion, kind, note, reason, reportingController: string
          reportingInstance, type: string
          deprecatedCount: int32
          eventTime: microtime
          deprecatedFirstTimestamp, deprecatedLastTimestamp: time
          deprecatedSource: EventSource
          metadata: ObjectMeta!
          regarding, related: ObjectReference
          series: EventSeries
        """
}
