import Documents
import Kubernetes
import Seldon

/// A new value of an annotation in the place of one that was seen.
struct AnnotationSwap: Sendable, Equatable {
    /// The name of the annotation.
    var name: String
    /// The value that must be there; `nil` for none.
    var old: String?
    /// The value that shall be there; `nil` for none.
    var new: String?

    /// The operations for all of them on one resource, none of which is made when a value is not
    /// what was seen.
    ///
    /// Where there are no annotations at all, or one is not there yet, nothing can be tested but the
    /// version of the whole resource.
    static func operations(
        _ swaps: [AnnotationSwap],
        on resource: SeldonDeployment
    ) -> [JSONPatch.Operation] {
        var operations: [JSONPatch.Operation] = []
        let areThere = resource.json["metadata"]?["annotations"]?.object != nil
        if !areThere || swaps.contains(where: { $0.old == nil && $0.new != nil }) {
            let version = JSON.string(resource.metadata.resourceVersion)
            operations.append(.test(path: "/metadata/resourceVersion", value: version))
        }
        if !areThere {
            operations.append(.add(path: "/metadata/annotations", value: .object([:])))
        }
        for swap in swaps {
            let path = FieldPath([.key("metadata"), .key("annotations"), .key(swap.name)]).pointer
            if let old = swap.old { operations.append(.test(path: path, value: .string(old))) }
            if let new = swap.new {
                operations.append(.add(path: path, value: .string(new)))
            } else if swap.old != nil {
                operations.append(.remove(path: path))
            }
        }
        return operations
    }
}
