public import Documents
public import Kubernetes

/// A check of an object before it is written: what a validating webhook does.
///
/// It is called with the kind as it is stored, the new object, and the old one (`nil` when there was
/// none); it returns why the object is refused, or `nil`.
public typealias Admission =
    @Sendable (_ kind: ResourceKind, _ object: JSON, _ old: JSON?) -> APIStatus?
