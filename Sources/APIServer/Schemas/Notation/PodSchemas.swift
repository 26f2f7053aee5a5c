extension SchemaNotation {
    /// Pods and their status.
    ///
    /// Names and types are those of Kubernetes 1.36.
    static let pod = """
        @ io.k8s.api.core.v1
        Pod
          apiVersion, kind: string
          metadata: ObjectMeta
          spec: PodSpec
          status: PodStatus
        PodStatus
          allocatedResources: {quantity}
          conditions: [PodCondition] map(type)
          containerStatuses, ephemeralContainerStatuses: [ContainerStatus]
          initContainerStatuses: [ContainerStatus]
          extendedResourceClaimStatus: object
          hostIP, message, nominatedNodeName, phase, podIP, qosClass, reason, resize: string
          hostIPs: [HostIP] merge(ip)
          nodeAllocatableResourceClaimStatuses: [NodeAllocatableResourceClaimStatus]
          observedGeneration: int64
          podIPs: [PodIP] map(ip)
          resourceClaimStatuses: [object] map(name) retainKeys
          resources: ResourceRequirements
          startTime: time
        PodCondition
          lastProbeTime, lastTransitionTime: time
          message, reason: string
          observedGeneration: int64
          status, type: string!
        ContainerStatus
          allocatedResources: {quantity}
          allocatedResourcesStatus: [object] map(name)
          containerID, stopSignal: string
          image, imageID, name: string!
          lastState, state: ContainerState
          ready: boolean!
          resources: ResourceRequirements
          restartCount: int32!
          started: boolean
          user: object
          volumeMounts: [VolumeMountStatus] map(mountPath)
        ContainerState
          running: ContainerStateRunning
          terminated: ContainerStateTerminated
          waiting: ContainerStateWaiting
        ContainerStateRunning
          startedAt: time
        ContainerStateTerminated
          containerID, message, reason: string
          exitCode: int32!
          finishedAt, startedAt: time
          signal: int32
        ContainerStateWaiting
          message, reason: string
        VolumeMountStatus
          mountPath, name: string!
          readOnly: boolean
          recursiveReadOnly: string
          volumeStatus: VolumeStatus
        VolumeStatus
          image: ImageVolumeStatus
        ImageVolumeStatus
          imageRef: string!
        HostIP
          ip: string!
        NodeAllocatableResourceClaimStatus
          containers: [string] set replace
          resourceClaimName: string!
          resources: {quantity}!
        PodIP
          ip: string!
        """
}
