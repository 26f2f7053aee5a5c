extension SchemaNotation {
    /// What all objects have in common, and the messages of the API.
    ///
    /// Names and types are those of Kubernetes 1.36.
    static let meta = """
        @ io.k8s.apimachinery.pkg.apis.meta.v1
        ObjectMeta
          annotations, labels: {string}
          creationTimestamp, deletionTimestamp: time
          deletionGracePeriodSeconds, generation: int64
          finalizers: [string] set
          generateName, name, namespace, resourceVersion, selfLink, uid: string
          managedFields: [ManagedFieldsEntry]
          ownerReferences: [OwnerReference] map(uid)
        ManagedFieldsEntry
          apiVersion, fieldsType, manager, operation, subresource: string
          fieldsV1: object
          time: time
        OwnerReference atomic
          apiVersion, kind, name, uid: string!
          blockOwnerDeletion, controller: boolean
        LabelSelector atomic
          matchExpressions: [LabelSelectorRequirement]
          matchLabels: {string}
        LabelSelectorRequirement
          key, operator: string!
          values: [string]
        ListMeta
          continue, resourceVersion, selfLink: string
          remainingItemCount: int64
          shardInfo: object
        DeleteOptions
          apiVersion, kind, propagationPolicy: string
          dryRun: [string]
          gracePeriodSeconds: int64
          ignoreStoreReadErrorWithClusterBreakingPotential, orphanDependents: boolean
          preconditions: Preconditions
        Preconditions
          resourceVersion, uid: string
        Status
          apiVersion, kind, message, reason, status: string
          code: int32
          details: StatusDetails
          metadata: ListMeta
        StatusDetails
          causes: [StatusCause]
          group, kind, name, uid: string
          retryAfterSeconds: int32
        StatusCause
          field, message, reason: string
        """
}
