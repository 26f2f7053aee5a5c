extension SchemaNotation {
    /// Autoscalers and the scale of what they scale.
    ///
    /// Names and types are those of Kubernetes 1.36.
    static let autoscaling = """
        @ io.k8s.api.autoscaling.v2
        HorizontalPodAutoscaler
          apiVersion, kind: string
          metadata: ObjectMeta
          spec: HorizontalPodAutoscalerSpec!
          status: HorizontalPodAutoscalerStatus
        HorizontalPodAutoscalerSpec
          behavior: HorizontalPodAutoscalerBehavior
          maxReplicas: int32!
          metrics: [MetricSpec]
          minReplicas: int32
          scaleTargetRef: CrossVersionObjectReference!
        HorizontalPodAutoscalerBehavior
          scaleDown, scaleUp: HPAScalingRules
        HPAScalingRules
          policies: [HPAScalingPolicy]
          selectPolicy: string
          stabilizationWindowSeconds: int32
          tolerance: quantity
        HPAScalingPolicy
          periodSeconds, value: int32!
          type: string!
        MetricSpec
          containerResource: ContainerResourceMetricSource
          external: ExternalMetricSource
          object: ObjectMetricSource
          pods: PodsMetricSource
          resource: ResourceMetricSource
          type: string!
        ContainerResourceMetricSource
          container, name: string!
          target: MetricTarget!
        MetricTarget
          averageUtilization: int32
          averageValue, value: quantity
          type: string!
        ExternalMetricSource
          metric: MetricIdentifier!
          target: MetricTarget!
        MetricIdentifier
          name: string!
          selector: LabelSelector
        ObjectMetricSource
          describedObject: CrossVersionObjectReference!
          metric: MetricIdentifier!
          target: MetricTarget!
        CrossVersionObjectReference
          apiVersion: string
          kind, name: string!
        PodsMetricSource
          metric: MetricIdentifier!
          target: MetricTarget!
        ResourceMetricSource
          name: string!
          target: MetricTarget!
        HorizontalPodAutoscalerStatus
          conditions: [HorizontalPodAutoscalerCondition] map(type)
          currentMetrics: [MetricStatus]
          currentReplicas: int32
          desiredReplicas: int32!
          lastScaleTime: time
          observedGeneration: int64
        HorizontalPodAutoscalerCondition
          lastTransitionTime: time
          message, reason: string
          status, type: string!
        MetricStatus
          containerResource: ContainerResourceMetricStatus
          external: ExternalMetricStatus
          object: ObjectMetricStatus
          pods: PodsMetricStatus
          resource: ResourceMetricStatus
          type: string!
        ContainerResourceMetricStatus
          container, name: string!
          current: MetricValueStatus!
        MetricValueStatus
          averageUtilization: int32
          averageValue, value: quantity
        ExternalMetricStatus
          current: MetricValueStatus!
          metric: MetricIdentifier!
        ObjectMetricStatus
          current: MetricValueStatus!
          describedObject: CrossVersionObjectReference!
          metric: MetricIdentifier!
        PodsMetricStatus
          current: MetricValueStatus!
          metric: MetricIdentifier!
        ResourceMetricStatus
          current: MetricValueStatus!
          name: string!
        @ io.k8s.api.autoscaling.v1
        HorizontalPodAutoscalerV1 as HorizontalPodAutoscaler
          apiVersion, kind: string
          metadata: ObjectMeta
          spec: HorizontalPodAutoscalerSpecV1!
          status: HorizontalPodAutoscalerStatusV1
        HorizontalPodAutoscalerSpecV1 as HorizontalPodAutoscalerSpec
          maxReplicas: int32!
          minReplicas: int32
          scaleTargetRef: CrossVersionObjectReference!
          targetCPUUtilizationPercentage: int32
        HorizontalPodAutoscalerStatusV1 as HorizontalPodAutoscalerStatus
          currentCPUUtilizationPercentage: int32
          currentReplicas: int32!
          desiredReplicas: int32!
          lastScaleTime: time
          observedGeneration: int64
        Scale
          apiVersion, kind: string
          metadata: ObjectMeta
          spec: ScaleSpec
          status: ScaleStatus
        ScaleSpec
          replicas: int32
        ScaleStatus
          replicas: int32!
          selector: string
        """
}
