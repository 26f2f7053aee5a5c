extension SchemaNotation {
    /// The smaller kinds of the core group.
    ///
    /// Names and types are those of Kubernetes 1.36.
    static let core = """
        @ io.k8s.api.core.v1
        Namespace
          apiVersion, kind: string
          metadata: ObjectMeta
          spec: NamespaceSpec
          status: NamespaceStatus
        NamespaceSpec
          finalizers: [string]
        NamespaceStatus
          conditions: [NamespaceCondition] map(type)
          phase: string
        NamespaceCondition
          lastTransitionTime: time
          message, reason: string
          status, type: string!
        ConfigMap
          apiVersion, kind: string
          binaryData: {bytes}
          data: {string}
          immutable: boolean
          metadata: ObjectMeta
        Secret
          apiVersion, kind, type: string
          data: {bytes}
          immutable: boolean
          metadata: ObjectMeta
          stringData: {string}
        ServiceAccount
          apiVersion, kind: string
          automountServiceAccountToken: boolean
          imagePullSecrets: [LocalObjectReference]
          metadata: ObjectMeta
          secrets: [ObjectReference] map(name)
        ObjectReference atomic
          apiVersion, fieldPath, kind, name, namespace, resourceVersion, uid: string
        Event
          action, apiVersion, kind, message, reason, reportingComponent: string
          reportingInstance, type: string
          count: int32
          eventTime: microtime
          firstTimestamp, lastTimestamp: time
          involvedObject: ObjectReference!
          metadata: ObjectMeta!
          related: ObjectReference
          series: EventSeries
          source: EventSource
        EventSeries
          count: int32
          lastObservedTime: microtime
        EventSource
          component, host: string
        Service
          apiVersion, kind: string
          metadata: ObjectMeta
          spec: ServiceSpec
          status: ServiceStatus
        ServiceSpec
          allocateLoadBalancerNodePorts, publishNotReadyAddresses: boolean
          clusterIP, externalName, externalTrafficPolicy, internalTrafficPolicy: string
          ipFamilyPolicy, loadBalancerClass, loadBalancerIP, sessionAffinity: string
          trafficDistribution, type: string
          clusterIPs, externalIPs, ipFamilies, loadBalancerSourceRanges: [string]
          healthCheckNodePort: int32
          ports: [ServicePort] map(port,protocol)
          selector: {string} atomic
          sessionAffinityConfig: SessionAffinityConfig
        ServicePort
          appProtocol, name, protocol: string
          nodePort: int32
          port: int32!
          targetPort: intOrString
        SessionAffinityConfig
          clientIP: ClientIPConfig
        ClientIPConfig
          timeoutSeconds: int32
        ServiceStatus
          conditions: [Condition] map(type)
          loadBalancer: LoadBalancerStatus
        LoadBalancerStatus
          ingress: [LoadBalancerIngress]
        LoadBalancerIngress
          hostname, ip, ipMode: string
          ports: [PortStatus]
        PortStatus
          error: string
          port: int32!
          protocol: string!
        Endpoints
          apiVersion, kind: string
          metadata: ObjectMeta
          subsets: [EndpointSubset]
        EndpointSubset
          addresses, notReadyAddresses: [EndpointAddress]
          ports: [EndpointPort]
        EndpointAddress atomic
          hostname, nodeName: string
          ip: string!
          targetRef: ObjectReference
        EndpointPort atomic
          appProtocol, name, protocol: string
          port: int32!
        @ io.k8s.apimachinery.pkg.apis.meta.v1
        Condition
          lastTransitionTime: time!
          message, reason, status, type: string!
          observedGeneration: int64
        """
}
