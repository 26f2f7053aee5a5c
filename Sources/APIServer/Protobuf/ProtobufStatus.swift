import Documents
import Kubernetes

extension APIStatus {
    /// The status in the protobuf of the API (apimachinery's generated.proto): a prefix, then a
    /// `runtime.Unknown` that holds a `meta.v1.Status`, without details.
    var protobuf: [UInt8] {
        var envelope = ProtobufMessage()
        envelope.message(1) { type in
            type.string(1, "v1")
            type.string(2, "Status")
        }
        envelope.message(2) { status in
            status.message(1) { metadata in
                for number in 1...3 { metadata.string(number, "") }
            }
            status.string(2, "Failure")
            status.string(3, .string(message))
            status.string(4, .string(reason))
            status.int(6, code)
        }
        envelope.string(3, "")
        envelope.string(4, "")
        return Array("k8s\0".utf8) + envelope.bytes
    }
}
