extension SchemaNotation {
    /// Deployments and ReplicaSets.
    ///
    /// Names and types are those of Kubernetes 1.36.
    static let workload = """
        @ io.k8s.api.apps.v1
        Deployment
          apiVersion, kind: string
          metadata: ObjectMeta
          spec: DeploymentSpec
          status: DeploymentStatus
        DeploymentSpec
          minReadySeconds, progressDeadlineSeconds, replicas, revisionHistoryLimit: int32
          paused: boolean
          selector: LabelSelector!
          strategy: DeploymentStrategy retainKeys
          template: PodTemplateSpec!
        DeploymentStrategy
          rollingUpdate: RollingUpdateDeployment
          type: string
        RollingUpdateDeployment
          maxSurge, maxUnavailable: intOrString
        DeploymentStatus
          availableReplicas, collisionCount, readyReplicas, replicas, terminatingReplicas: int32
          unavailableReplicas, updatedReplicas: int32
          conditions: [DeploymentCondition] map(type)
          observedGeneration: int64
        DeploymentCondition
          lastTransitionTime, lastUpdateTime: time
          message, reason: string
          status, type: string!
        ReplicaSet
          apiVersion, kind: string
          metadata: ObjectMeta
          spec: ReplicaSetSpec
          status: ReplicaSetStatus
        ReplicaSetSpec
          minReadySeconds, replicas: int32
          selector: LabelSelector!
          template: PodTemplateSpec
        ReplicaSetStatus
          availableReplicas, fullyLabeledReplicas, readyReplicas, terminatingReplicas: int32
          conditions: [ReplicaSetCondition] map(type)
          observedGeneration: int64
          replicas: int32!
        ReplicaSetCondition
          lastTransitionTime: time
          message, reason: string
          status, type: string!
        """
}
