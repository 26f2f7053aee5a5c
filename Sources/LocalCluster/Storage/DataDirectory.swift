import Glibc

/// The directory in which a cluster keeps all that outlives it.
///
/// Only its owner may look into it (0700), and it is not reached through a symbolic link.
public struct DataDirectory: Sendable, Hashable {
    /// Its path.
    public let path: String

    /// Where the directory is: the one named, else `RADIANT_DATA_DIR`, else in the user's data
    /// folder by the XDG base directory specification.
    public static func location(named name: String?, environment: [String: String]) -> String {
        let own = environment["RADIANT_DATA_DIR"] ?? ""
        let data = environment["XDG_DATA_HOME"] ?? ""
        let home = environment["HOME"] ?? ""
        let path =
            if let name { name } else if !own.isEmpty { own } else if data.hasPrefix("/") {
                data + "/radiant"
            } else { home + "/.local/share/radiant" }
        return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    /// Takes a directory, which is made where it is missing.
    ///
    /// - Throws: `LocalClusterError.symbolicLink`, `.notADirectory`, `.foreignOwner`, `.notWritable`.
    public init(at path: String) throws(LocalClusterError) {
        try self.init(existing: path, isMade: true)
    }

    /// Takes a directory as it is.
    ///
    /// - Throws: What `init(at:)` throws; `.notRunning` when there is none.
    public init(existing path: String) throws(LocalClusterError) {
        try self.init(existing: path, isMade: false)
    }

    private init(existing path: String, isMade: Bool) throws(LocalClusterError) {
        self.path = path.hasPrefix("/") ? path : DataDirectory.workingDirectory + "/" + path
        if PrivateFile.kind(of: path) == nil {
            guard isMade else { throw .notRunning(path: path) }
            try PrivateFile.makeDirectory(path)
        }
        var status = stat()
        guard lstat(path, &status) == 0 else {
            throw .notWritable(path: path, reason: PrivateFile.reason())
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: break
        case S_IFLNK: throw .symbolicLink(path: path)
        default: throw .notADirectory(path: path)
        }
        guard status.st_uid == geteuid() else {
            throw .foreignOwner(path: path, user: status.st_uid)
        }
        if status.st_mode & 0o777 != 0o700 { chmod(path, 0o700) }
        guard access(path, R_OK | W_OK | X_OK) == 0 else {
            throw .notWritable(path: path, reason: PrivateFile.reason())
        }
    }

    /// The kubeconfig of the administrator.
    public var kubeconfig: String { path + "/kubeconfig" }
    /// Users, their tokens and their rights.
    public var users: String { path + "/users.yaml" }
    /// The objects of the cluster.
    public var database: String { path + "/cluster.db" }
    /// The certificate of the cluster's authority.
    public var authorityCertificate: String { path + "/ca.crt" }
    /// The key of the cluster's authority.
    public var authorityKey: String { path + "/ca.key" }
    /// The logs of containers.
    public var logs: String { path + "/logs" }
    /// Files that pods are given.
    public var pods: String { path + "/pods" }
    /// Which processes the cluster has started.
    var ledger: String { path + "/processes" }
    /// Which part of the loopback network the cluster has.
    var network: String { path + "/network" }
    /// Who runs a cluster here.
    var lock: String { path + "/lock" }

    /// The directory that the process was started in.
    static var workingDirectory: String {
        guard let buffer = getcwd(nil, 0) else { return "" }
        defer { free(buffer) }
        return String(cString: buffer)
    }
}
