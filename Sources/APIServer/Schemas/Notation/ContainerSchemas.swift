extension SchemaNotation {
    /// Containers and what stands in them.
    ///
    /// Names and types are those of Kubernetes 1.36.
    static let container = """
        @ io.k8s.api.core.v1
        Container
          args, command: [string]
          env: [EnvVar] map(name)
          envFrom: [EnvFromSource]
          image, imagePullPolicy, restartPolicy, terminationMessagePath: string
          terminationMessagePolicy, workingDir: string
          lifecycle: Lifecycle
          livenessProbe, readinessProbe, startupProbe: Probe
          name: string!
          ports: [ContainerPort] map(containerPort,protocol)
          resizePolicy: [ContainerResizePolicy]
          resources: ResourceRequirements
          restartPolicyRules: [object]
          securityContext: SecurityContext
          stdin, stdinOnce, tty: boolean
          volumeDevices: [VolumeDevice] map(devicePath)
          volumeMounts: [VolumeMount] map(mountPath)
        EnvVar
          name: string!
          value: string
          valueFrom: EnvVarSource
        EnvVarSource
          configMapKeyRef: ConfigMapKeySelector
          fieldRef: ObjectFieldSelector
          fileKeyRef: FileKeySelector
          resourceFieldRef: ResourceFieldSelector
          secretKeyRef: SecretKeySelector
        ConfigMapKeySelector atomic
          key: string!
          name: string
          optional: boolean
        ObjectFieldSelector atomic
          apiVersion: string
          fieldPath: string!
        FileKeySelector atomic
          key, path, volumeName: string!
          optional: boolean
        ResourceFieldSelector atomic
          containerName: string
          divisor: quantity
          resource: string!
        SecretKeySelector atomic
          key: string!
          name: string
          optional: boolean
        EnvFromSource
          configMapRef: ConfigMapEnvSource
          prefix: string
          secretRef: SecretEnvSource
        ConfigMapEnvSource
          name: string
          optional: boolean
        SecretEnvSource
          name: string
          optional: boolean
        Lifecycle
          postStart, preStop: LifecycleHandler
          stopSignal: string
        LifecycleHandler
          exec: ExecAction
          httpGet: HTTPGetAction
          sleep: SleepAction
          tcpSocket: TCPSocketAction
        ExecAction
          command: [string]
        HTTPGetAction
          host, path, scheme: string
          httpHeaders: [HTTPHeader]
          port: intOrString!
        HTTPHeader
          name, value: string!
        SleepAction
          seconds: int64!
        TCPSocketAction
          host: string
          port: intOrString!
        Probe
          exec: ExecAction
          failureThreshold, initialDelaySeconds, periodSeconds, successThreshold: int32
          timeoutSeconds: int32
          grpc: GRPCAction
          httpGet: HTTPGetAction
          tcpSocket: TCPSocketAction
          terminationGracePeriodSeconds: int64
        GRPCAction
          port: int32!
          service: string
        ContainerPort
          containerPort: int32!
          hostIP, name, protocol: string
          hostPort: int32
        ContainerResizePolicy
          resourceName, restartPolicy: string!
        ResourceRequirements
          claims: [object] map(name) replace
          limits, requests: {quantity}
        SecurityContext
          allowPrivilegeEscalation, privileged, readOnlyRootFilesystem, runAsNonRoot: boolean
          appArmorProfile: AppArmorProfile
          capabilities: Capabilities
          procMount: string
          runAsGroup, runAsUser: int64
          seLinuxOptions: SELinuxOptions
          seccompProfile: SeccompProfile
          windowsOptions: object
        AppArmorProfile
          localhostProfile: string
          type: string!
        Capabilities
          add, drop: [string]
        SELinuxOptions
          level, role, type, user: string
        SeccompProfile
          localhostProfile: string
          type: string!
        VolumeDevice
          devicePath, name: string!
        VolumeMount
          mountPath, name: string!
          mountPropagation, recursiveReadOnly, subPath, subPathExpr: string
          readOnly: boolean
        """
}
