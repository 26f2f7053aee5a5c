extension SchemaNotation {
    /// The specification of pods and their volumes.
    ///
    /// Names and types are those of Kubernetes 1.36.
    static let podSpec = """
        @ io.k8s.api.core.v1
        PodTemplateSpec
          metadata: ObjectMeta
          spec: PodSpec
        PodSpec
          activeDeadlineSeconds, terminationGracePeriodSeconds: int64
          affinity: Affinity
          automountServiceAccountToken, enableServiceLinks, hostIPC, hostNetwork: boolean
          hostPID, hostUsers, setHostnameAsFQDN, shareProcessNamespace: boolean
          containers: [Container]! map(name)
          dnsConfig: PodDNSConfig
          dnsPolicy, hostname, hostnameOverride, nodeName, preemptionPolicy: string
          priorityClassName, restartPolicy, runtimeClassName, schedulerName: string
          serviceAccount, serviceAccountName, subdomain: string
          ephemeralContainers, schedulingGates: [object] map(name)
          hostAliases: [HostAlias] map(ip)
          imagePullSecrets: [LocalObjectReference] map(name)
          initContainers: [Container] map(name)
          nodeSelector: {string} atomic
          os: PodOS
          overhead: {quantity}
          priority: int32
          readinessGates: [PodReadinessGate]
          resourceClaims: [object] map(name) retainKeys
          resources: ResourceRequirements
          schedulingGroup: object
          securityContext: PodSecurityContext
          tolerations: [Toleration]
          topologySpreadConstraints: [TopologySpreadConstraint] map(topologyKey,whenUnsatisfiable)
          volumes: [Volume] map(name) retainKeys
        Affinity
          nodeAffinity: NodeAffinity
          podAffinity: PodAffinity
          podAntiAffinity: PodAntiAffinity
        NodeAffinity
          preferredDuringSchedulingIgnoredDuringExecution: [PreferredSchedulingTerm]
          requiredDuringSchedulingIgnoredDuringExecution: NodeSelector
        PreferredSchedulingTerm
          preference: NodeSelectorTerm!
          weight: int32!
        NodeSelectorTerm atomic
          matchExpressions, matchFields: [NodeSelectorRequirement]
        NodeSelectorRequirement
          key, operator: string!
          values: [string]
        NodeSelector atomic
          nodeSelectorTerms: [NodeSelectorTerm]!
        PodAffinity
          preferredDuringSchedulingIgnoredDuringExecution: [WeightedPodAffinityTerm]
          requiredDuringSchedulingIgnoredDuringExecution: [PodAffinityTerm]
        WeightedPodAffinityTerm
          podAffinityTerm: PodAffinityTerm!
          weight: int32!
        PodAffinityTerm
          labelSelector, namespaceSelector: LabelSelector
          matchLabelKeys, mismatchLabelKeys, namespaces: [string]
          topologyKey: string!
        PodAntiAffinity
          preferredDuringSchedulingIgnoredDuringExecution: [WeightedPodAffinityTerm]
          requiredDuringSchedulingIgnoredDuringExecution: [PodAffinityTerm]
        PodDNSConfig
          nameservers, searches: [string]
          options: [PodDNSConfigOption]
        PodDNSConfigOption
          name, value: string
        HostAlias
          hostnames: [string]
          ip: string!
        LocalObjectReference atomic
          name: string
        PodOS
          name: string!
        PodReadinessGate
          conditionType: string!
        PodSecurityContext
          appArmorProfile: AppArmorProfile
          fsGroup, runAsGroup, runAsUser: int64
          fsGroupChangePolicy, seLinuxChangePolicy, supplementalGroupsPolicy: string
          runAsNonRoot: boolean
          seLinuxOptions: SELinuxOptions
          seccompProfile: SeccompProfile
          supplementalGroups: [int64]
          sysctls: [Sysctl]
          windowsOptions: object
        Sysctl
          name, value: string!
        Toleration
          effect, key, operator, value: string
          tolerationSeconds: int64
        TopologySpreadConstraint
          labelSelector: LabelSelector
          matchLabelKeys: [string]
          maxSkew: int32!
          minDomains: int32
          nodeAffinityPolicy, nodeTaintsPolicy: string
          topologyKey, whenUnsatisfiable: string!
        Volume
          configMap: ConfigMapVolumeSource
          csi, ephemeral: object
          downwardAPI: DownwardAPIVolumeSource
          emptyDir: EmptyDirVolumeSource
          hostPath: HostPathVolumeSource
          name: string!
          nfs: NFSVolumeSource
          persistentVolumeClaim: PersistentVolumeClaimVolumeSource
          projected: ProjectedVolumeSource
          secret: SecretVolumeSource
        ConfigMapVolumeSource
          defaultMode: int32
          items: [KeyToPath]
          name: string
          optional: boolean
        KeyToPath
          key, path: string!
          mode: int32
        DownwardAPIVolumeSource
          defaultMode: int32
          items: [DownwardAPIVolumeFile]
        DownwardAPIVolumeFile
          fieldRef: ObjectFieldSelector
          mode: int32
          path: string!
          resourceFieldRef: ResourceFieldSelector
        EmptyDirVolumeSource
          medium: string
          sizeLimit: quantity
        HostPathVolumeSource
          path: string!
          type: string
        NFSVolumeSource
          path, server: string!
          readOnly: boolean
        PersistentVolumeClaimVolumeSource
          claimName: string!
          readOnly: boolean
        ProjectedVolumeSource
          defaultMode: int32
          sources: [VolumeProjection]
        VolumeProjection
          clusterTrustBundle, podCertificate: object
          configMap: ConfigMapProjection
          downwardAPI: DownwardAPIProjection
          secret: SecretProjection
          serviceAccountToken: ServiceAccountTokenProjection
        ConfigMapProjection
          items: [KeyToPath]
          name: string
          optional: boolean
        DownwardAPIProjection
          items: [DownwardAPIVolumeFile]
        SecretProjection
          items: [KeyToPath]
          name: string
          optional: boolean
        ServiceAccountTokenProjection
          audience: string
          expirationSeconds: int64
          path: string!
        SecretVolumeSource
          defaultMode: int32
          items: [KeyToPath]
          optional: boolean
          secretName: string
        """
}
