import Glibc

/// Ends what a cluster left behind.
enum ProcessSweep {
    /// The environment variable that all processes of a cluster's pods have; its value is the path of
    /// the cluster's data directory.
    static let marker = "RADIANT_CLUSTER"

    /// Ends process groups at once, and every process that bears the cluster's marker.
    ///
    /// - Parameters:
    ///   - groups: Groups by their first process; one whose number was given away since is left.
    ///   - directory: The path of the cluster's data directory.
    /// - Returns: How many processes or groups were ended.
    @discardableResult
    static func end(_ groups: some Sequence<ProcessIdentity>, of directory: String) -> Int {
        var count = 0
        for identity in groups where identity.isRunning && identity.pid != getpgrp() {
            if kill(-identity.pid, SIGKILL) == 0 { count += 1 }
        }
        // Some may have left their group, or were started in the moment before they were recorded.
        for pid in ProcessTable.processes(withEnvironment: "\(marker)=\(directory)")
        where pid != getpid() {
            if kill(pid, SIGKILL) == 0 { count += 1 }
        }
        return count
    }

    /// Ends what the ledger of an earlier cluster has, and all that bears its marker.
    @discardableResult
    static func end(leftBehindIn directory: DataDirectory) -> Int {
        let bytes = (try? PrivateFile.read(directory.ledger)) ?? []
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        return end(lines.compactMap { ProcessIdentity(parsing: String($0)) }, of: directory.path)
    }
}
