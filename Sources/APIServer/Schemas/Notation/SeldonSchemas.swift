extension SchemaNotation {
    /// Seldon Core's custom resource.
    static let seldon = """
        @ io.seldon.machinelearning.v1
        SeldonDeployment # An inference graph, and how it is run and reached.
          apiVersion, kind: string
          metadata: ObjectMeta
          spec: SeldonDeploymentSpec # What shall run.
          status: SeldonDeploymentStatus # What runs.
        SeldonDeploymentSpec
          name, oauth_key, oauth_secret: string
          annotations: {string} # Copied to every Deployment and pod.
          predictors: [PredictorSpec]! # The graphs, between which the traffic is divided.
          protocol: string # seldon, tensorflow, v2 or kfserving.
          replicas: int32 # Of each Deployment, where nothing more specific is given.
          serverType: string # rpc or kafka.
          transport: string # rest or grpc.
        PredictorSpec
          name: string! # Unique in the resource; part of the names of what is made.
          graph: PredictiveUnit! # The root of the graph.
          componentSpecs: [SeldonPodSpec] # The pods that the nodes of the graph run in.
          annotations, labels: {string}
          replicas: int32 # Of each Deployment of this predictor.
          traffic: int32 # The share of the requests, in percent.
          shadow: boolean # Whether requests are mirrored to it and its answers dropped.
          progressDeadlineSeconds: int32
          engineResources: SeldonResources
          svcOrchSpec: SvcOrchSpec # The orchestrator's container.
          explainer: Explainer
          ssl: SeldonSSL
        SeldonResources
          limits, requests: {quantity}
        SvcOrchSpec
          env: [EnvVar] atomic
          replicas: int32
          resources: SeldonResources
        SeldonSSL
          certSecretName: string
        Explainer
          type, modelUri, serviceAccountName, envSecretRefName, initParameters: string
          storageInitializerImage: string
          containerSpec: Container
          config: {string}
          endpoint: SeldonEndpoint
          replicas: int32
        PredictiveUnit # A node of the graph.
          name: string! # The name of the container that does the node's work.
          type: string # MODEL, ROUTER, COMBINER, TRANSFORMER or OUTPUT_TRANSFORMER.
          implementation: string # A built-in or a prepackaged server, when there is no container.
          methods: [string]
          endpoint: SeldonEndpoint
          parameters: [SeldonParameter] # Passed to the component.
          modelUri, serviceAccountName, envSecretRefName, storageInitializerImage: string
          logger: SeldonLogger
          children: [PredictiveUnit] levels(10) # The nodes that get what this one returns.
        SeldonEndpoint
          service_host, type: string
          service_port, httpPort, grpcPort: int32
        SeldonParameter
          name, type, value: string!
        SeldonLogger
          url, mode: string
        SeldonPodSpec # A Deployment of its own, with the containers of some nodes.
          metadata: SeldonPodMetadata
          spec: PodSpec
          replicas: int32
          hpaSpec: SeldonHpaSpec
          kedaSpec: SeldonKedaSpec
          pdbSpec: SeldonPdbSpec
        SeldonPodMetadata
          name, generateName, namespace, clusterName, selfLink, uid, resourceVersion: string
          annotations, labels: {string}
          creationTimestamp, deletionTimestamp: time
          deletionGracePeriodSeconds, generation: int64
          finalizers: [string]
          ownerReferences: [OwnerReference] atomic
        SeldonHpaSpec
          minReplicas: int32
          maxReplicas: int32!
          metrics, metricsv2: [object]
        SeldonKedaSpec
          pollingInterval, cooldownPeriod, minReplicaCount, maxReplicaCount: int32
          idleReplicaCount: int32
          advanced, fallback: object
          triggers: [object]!
        SeldonPdbSpec
          minAvailable, maxUnavailable: intOrString
        SeldonDeploymentStatus
          state: string # Creating, Available or Failed.
          description: string
          replicas: int32
          observedGeneration: int64
          annotations: {string}
          address: SeldonAddress
          conditions: [SeldonCondition]
          deploymentStatus: {SeldonDeploymentCounts}
          serviceStatus: {SeldonServiceStatus}
        SeldonAddress
          url: string
        SeldonCondition
          type, status: string!
          reason, message, severity, lastTransitionTime: string
        SeldonDeploymentCounts
          name, status, description, explainerFor: string
          replicas, availableReplicas: int32
        SeldonServiceStatus
          svcName, httpEndpoint, grpcEndpoint, explainerFor: string
        """

    /// Kinds of which only the frame is known.
    static let open = """
        @ io.istio.networking.v1
        VirtualService # Rules on where the requests of a host go.
          apiVersion, kind: string
          metadata: ObjectMeta
          spec: object # hosts, gateways, http, tls, tcp, exportTo.
          status: object
        DestinationRule # How the instances of a host are divided and reached.
          apiVersion, kind: string
          metadata: ObjectMeta
          spec: object # host, trafficPolicy, subsets, exportTo.
          status: object
        @ io.k8s.metrics.pkg.apis.metrics.v1beta1
        PodMetrics # What a pod uses of the machine.
          apiVersion, kind, window: string
          metadata: ObjectMeta
          timestamp: time
          containers: [ContainerMetrics]
        ContainerMetrics
          name: string!
          usage: {quantity}
        NodeMetrics # What is used of a node.
          apiVersion, kind, window: string
          metadata: ObjectMeta
          timestamp: time
          usage: {quantity}
        @ io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1
        CustomResourceDefinition # A kind that extends the API.
          apiVersion, kind: string
          metadata: ObjectMeta
          spec: object!
          status: object
        """
}
