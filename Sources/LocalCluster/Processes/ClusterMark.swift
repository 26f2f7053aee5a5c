import Glibc

/// What all processes of a cluster's pods have in their environment, so that none is overlooked, and
/// none of the next cluster on the same directory is taken for one of the last.
struct ClusterMark: Sendable, Hashable {
    /// The name of the variable.
    static let name = "RADIANT_CLUSTER"

    /// The value of the variable.
    let value: String

    /// Takes a mark as it was passed on.
    init(value: String) { self.value = value }

    /// Makes the mark of the cluster that this process runs on a directory.
    init(of directory: DataDirectory) {
        let own = ProcessIdentity(pid: getpid())
        value = "\(ClusterMark.prefix(of: directory))\(own.pid).\(own.startTime)"
    }

    /// How the marks of all clusters begin that ever run on a directory.
    static func prefix(of directory: DataDirectory) -> String { "\(directory.path)#" }

    /// The processes that have the mark.
    var bearers: [Int32] {
        ProcessTable.processes { $0 == "\(ClusterMark.name)=\(value)" }
    }

    /// The processes that have the mark of any cluster on a directory.
    static func bearers(of directory: DataDirectory) -> [Int32] {
        let beginning = "\(name)=\(prefix(of: directory))"
        return ProcessTable.processes { $0.hasPrefix(beginning) }
    }
}
