public import Failures

/// Why the store cannot be used.
public enum StoreError: Error, Sendable, Hashable {
    /// The file cannot be opened or made.
    case cannotOpen(path: String, reason: String)
    /// The file was written by a version of the program that this one does not know.
    case unknownFormat(path: String, format: Int)
    /// What the file holds cannot be read.
    case damaged(path: String, reason: String)
}

extension StoreError: ExplainedError {
    /// The error in words.
    public var failure: Failure {
        switch self {
        case .cannotOpen(let path, let reason):
            Failure(
                "cannot open the cluster's store \(path): \(reason)",
                hint: "is the data directory yours, and is there room on the disk?"
            )
        case .unknownFormat(let path, let format):
            Failure(
                "the cluster's store \(path) has format \(format), which is not known here",
                hint: "it was written by a newer version; use that one, or another --data-dir"
            )
        case .damaged(let path, let reason):
            Failure(
                "the cluster's store \(path) is damaged: \(reason)",
                hint: "move it away to start with an empty cluster"
            )
        }
    }
}
