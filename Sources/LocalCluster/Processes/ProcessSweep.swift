import Glibc

/// Ends what a cluster left behind.
enum ProcessSweep {
    /// Ends process groups at once, and single processes beside them.
    ///
    /// - Parameters:
    ///   - groups: Groups by their first process; one whose number was given away since is left.
    ///   - bearers: Processes that bear the cluster's mark: some may have left their group, or were
    ///     started in the moment before they were recorded.
    static func end(_ groups: some Sequence<ProcessIdentity>, and bearers: [Int32]) {
        for identity in groups where identity.isRunning && identity.pid != getpgrp() {
            kill(-identity.pid, SIGKILL)
        }
        for pid in bearers where pid != getpid() { kill(pid, SIGKILL) }
    }

    /// Ends what the ledger of an earlier cluster has, and all that bears a mark of its directory.
    static func end(leftBehindIn directory: DataDirectory) {
        let bytes = (try? PrivateFile.read(directory.ledger)) ?? []
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        end(
            lines.compactMap { ProcessIdentity(parsing: String($0)) },
            and: ClusterMark.bearers(of: directory)
        )
    }
}
