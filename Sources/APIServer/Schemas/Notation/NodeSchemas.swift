extension SchemaNotation {
    /// Nodes, the addresses behind services, leases.
    ///
    /// Names and types are those of Kubernetes 1.36.
    static let node = """
        @ io.k8s.api.core.v1
        Node
          apiVersion, kind: string
          metadata: ObjectMeta
          spec: NodeSpec
          status: NodeStatus
        NodeSpec
          configSource: object
          externalID, podCIDR, providerID: string
          podCIDRs: [string] set
          taints: [Taint]
          unschedulable: boolean
        Taint
          effect, key: string!
          timeAdded: time
          value: string
        NodeStatus
          addresses: [NodeAddress] map(type)
          allocatable, capacity: {quantity}
          conditions: [NodeCondition] map(type)
          config: object
          daemonEndpoints: NodeDaemonEndpoints
          declaredFeatures, volumesInUse: [string]
          features: NodeFeatures
          images: [ContainerImage]
          nodeInfo: NodeSystemInfo
          phase: string
          runtimeHandlers, volumesAttached: [object]
        NodeAddress
          address, type: string!
        NodeCondition
          lastHeartbeatTime, lastTransitionTime: time
          message, reason: string
          status, type: string!
        NodeDaemonEndpoints
          kubeletEndpoint: DaemonEndpoint
        DaemonEndpoint
          Port: int32!
        NodeFeatures
          supplementalGroupsPolicy: boolean
        ContainerImage
          names: [string]
          sizeBytes: int64
        NodeSystemInfo
          architecture, bootID, containerRuntimeVersion, kernelVersion: string!
          kubeProxyVersion, kubeletVersion, machineID, operatingSystem, osImage: string!
          systemUUID: string!
          swap: NodeSwapStatus
        NodeSwapStatus
          capacity: int64
        @ io.k8s.api.discovery.v1
        EndpointSlice
          addressType: string!
          apiVersion, kind: string
          endpoints: [Endpoint]
          metadata: ObjectMeta
          ports: [SliceEndpointPort]
        Endpoint
          addresses: [string]! set replace
          conditions: EndpointConditions
          deprecatedTopology: {string}
          hints: EndpointHints
          hostname, nodeName, zone: string
          targetRef: ObjectReference
        EndpointConditions
          ready, serving, terminating: boolean
        EndpointHints
          forNodes: [ForNode]
          forZones: [ForZone]
        ForNode
          name: string!
        ForZone
          name: string!
        SliceEndpointPort atomic
          appProtocol, name, protocol: string
          port: int32
        @ io.k8s.api.coordination.v1
        Lease
          apiVersion, kind: string
          metadata: ObjectMeta
          spec: LeaseSpec
        LeaseSpec
          acquireTime, renewTime: microtime
          holderIdentity, preferredHolder, strategy: string
          leaseDurationSeconds, leaseTransitions: int32
        """
}
