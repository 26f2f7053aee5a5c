import HTTP
import HTTPTypes
import Kubernetes

extension ClusterAPI {
    /// Answers `exec`, `attach` and `portforward`, which lead into a container: what is wrong with
    /// the request as the real server says it, and of a right one that it is not served here.
    ///
    /// - Throws: Always.
    func stream(_ call: Call) async throws(APIStatus) -> Response {
        guard let object = await store.object(call.id) else {
            throw .notFound(call.resource, call.name ?? "")
        }
        let pod = Pod(json: object.json)
        guard pod.nodeName != nil else {
            throw .badRequest("pod \(pod.name) does not have a host assigned")
        }
        guard call.request.head.headerFields[.upgrade] != nil else {
            throw .badRequest("Upgrade request required")
        }
        throw APIStatus(
            code: 501,
            reason: "NotImplemented",
            message: "\(call.subresource ?? "") is not served by the embedded cluster: a container "
                + "is a process of this machine, which is in the pod's containerID, and its ports "
                + "are those of the pod's address"
        )
    }
}
