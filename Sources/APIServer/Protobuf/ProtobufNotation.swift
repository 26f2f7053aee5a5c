/// The numbers of the fields of the messages that are read from protobuf.
///
/// kubectl since 1.32 writes what it makes itself (`create`, `expose`, `autoscale`, `auth`) as
/// protobuf; what it reads from files comes as JSON. So these kinds are read, and a message with a
/// field that is not written down here is refused rather than read in part.
///
/// `int` leaves 0 out, as Go does not tell it from absent; `int?` keeps it. `-` skips the field.
enum ProtobufNotation {
    static let text = """
        ObjectMeta
          1 name string
          2 generateName string
          3 namespace string
          4 selfLink string
          5 uid string
          6 resourceVersion string
          7 generation int
          8 creationTimestamp -
          11 labels {string}
          12 annotations {string}
          14 finalizers [string]
        Namespace
          1 metadata ObjectMeta
        ConfigMap
          1 metadata ObjectMeta
          2 data {string}
          3 binaryData {bytes}
          4 immutable bool
        Secret
          1 metadata ObjectMeta
          2 data {bytes}
          3 type string
          4 stringData {string}
          5 immutable bool
        ServiceAccount
          1 metadata ObjectMeta
        SelfSubjectAccessReview
          1 metadata ObjectMeta
          2 spec AccessReviewSpec
        AccessReviewSpec
          1 resourceAttributes ResourceAttributes
          2 nonResourceAttributes NonResourceAttributes
        ResourceAttributes
          1 namespace string
          2 verb string
          3 group string
          4 version string
          5 resource string
          6 subresource string
          7 name string
        NonResourceAttributes
          1 path string
          2 verb string
        SelfSubjectRulesReview
          1 metadata ObjectMeta
          2 spec RulesReviewSpec
        RulesReviewSpec
          1 namespace string
        SelfSubjectReview
          1 metadata ObjectMeta
        Deployment
          1 metadata ObjectMeta
          2 spec DeploymentSpec
        DeploymentSpec
          1 replicas int?
          2 selector LabelSelector
          3 template PodTemplateSpec
          5 minReadySeconds int
          6 revisionHistoryLimit int?
          9 progressDeadlineSeconds int?
        LabelSelector
          1 matchLabels {string}
        PodTemplateSpec
          1 metadata ObjectMeta
          2 spec PodSpec
        PodSpec
          2 containers [Container]
        Container
          1 name string
          2 image string
          3 command [string]
          4 args [string]
          6 ports [ContainerPort]
        ContainerPort
          1 name string
          3 containerPort int
          4 protocol string
        Service
          1 metadata ObjectMeta
          2 spec ServiceSpec
        ServiceSpec
          1 ports [ServicePort]
          2 selector {string}
          3 clusterIP string
          4 type string
        ServicePort
          1 name string
          2 protocol string
          3 port int
          4 targetPort IntOrString
        HorizontalPodAutoscaler
          1 metadata ObjectMeta
          2 spec AutoscalerSpec
        AutoscalerSpec
          1 scaleTargetRef ObjectReference
          2 minReplicas int?
          3 maxReplicas int
          4 metrics [MetricSpec]
        ObjectReference
          1 kind string
          2 name string
          3 apiVersion string
        MetricSpec
          1 type string
          4 resource ResourceMetric
        ResourceMetric
          1 name string
          2 target MetricTarget
        MetricTarget
          1 type string
          4 averageUtilization int?
        """

    /// The name and type of a field.
    struct Field: Sendable {
        var name: String
        var type: Substring
    }

    /// The fields of each message by number.
    static let messages: [String: [Int: Field]] = {
        var messages: [String: [Int: Field]] = [:]
        var current = ""
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count == 3, let number = Int(words[0]) {
                messages[current, default: [:]][number] = Field(
                    name: String(words[1]),
                    type: words[2]
                )
            } else {
                current = String(line)
            }
        }
        return messages
    }()
}
