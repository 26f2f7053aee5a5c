public import Failures

/// Why the embedded cluster could not be started, used or stopped.
public enum LocalClusterError: Error, Sendable, Hashable {
    /// The data directory belongs to somebody else.
    case foreignOwner(path: String, user: UInt32)
    /// The data directory, or a file in it, is a symbolic link.
    case symbolicLink(path: String)
    /// Something else stands where the data directory should be.
    case notADirectory(path: String)
    /// The data directory cannot be made or written to.
    case notWritable(path: String, reason: String)
    /// A file of the data directory cannot be read.
    case unreadable(path: String, reason: String)
    /// Another process runs a cluster on the data directory.
    case alreadyRunning(path: String, pid: Int32)
    /// No cluster runs on the data directory.
    case notRunning(path: String)
    /// The cluster did not end within the time that it was given.
    case doesNotEnd(pid: Int32)
    /// A file of the data directory is not what it should be.
    case malformed(path: String, problem: String)
    /// An image entry is not of the form `PATTERN=COMMAND`.
    case malformedImage(entry: String, problem: String)
    /// The program of an image entry was not found.
    case programMissing(name: String)
    /// A port that the cluster needs is in use.
    case portTaken(address: String, purpose: String, option: String, holder: String?)
    /// Another cluster has the addresses of this one.
    case networkTaken(number: Int)
    /// A port could not be opened for another reason.
    case cannotListen(address: String, reason: String)
    /// What every cluster has could not be written.
    case notPrepared(Failure)
    /// A process could not be started.
    case cannotStart(program: String, reason: String)
}

extension LocalClusterError: ExplainedError {
    /// The error in words.
    public var failure: Failure {
        switch self {
        case .foreignOwner(let path, let user):
            Failure(
                "the data directory \(path) belongs to another user (uid \(user))",
                hint: "choose your own with --data-dir"
            )
        case .symbolicLink(let path):
            Failure(
                "\(path) is a symbolic link, and those are not followed in a data directory",
                hint: "name the directory itself with --data-dir"
            )
        case .notADirectory(let path):
            Failure("\(path) is no directory", hint: "choose another with --data-dir")
        case .notWritable(let path, let reason):
            Failure("cannot write to \(path): \(reason)", hint: "choose another with --data-dir")
        case .unreadable(let path, let reason): Failure("cannot read \(path): \(reason)")
        case .alreadyRunning(let path, let pid):
            Failure(
                "a cluster already runs on \(path) (pid \(pid))",
                hint: "stop it with: radiant down; or choose another --data-dir"
            )
        case .notRunning(let path):
            Failure("no cluster runs on \(path)", hint: "start one with: radiant up")
        case .doesNotEnd(let pid):
            Failure("the cluster (pid \(pid)) has not ended in time", hint: "try: kill -9 \(pid)")
        case .malformed(let path, let problem):
            Failure(
                "\(path) cannot be used: \(problem)",
                hint: "mend it, or remove it for a new one"
            )
        case .malformedImage(let entry, let problem):
            Failure(
                "the image entry '\(entry)' cannot be used: \(problem)",
                hint: "expected such as: --image 'myorg/model:*=python3 serve.py'"
            )
        case .programMissing(let name):
            Failure("the program \(name) was not found", hint: "give its whole path")
        case .portTaken(let address, let purpose, let option, let holder):
            Failure(
                "\(address), where \(purpose) should listen, is taken"
                    + (holder.map { " by \($0)" } ?? ""),
                hint: "end that program, or choose another port with \(option)"
            )
        case .networkTaken(let number):
            Failure(
                "another cluster of this machine has the addresses 127.77.\(number).*",
                hint: "end that one, or choose another --data-dir"
            )
        case .cannotListen(let address, let reason):
            Failure("cannot listen on \(address): \(reason)")
        case .notPrepared(let failure):
            Failure(
                "the cluster cannot be prepared: \(failure.message)",
                hint: failure.hint,
                details: failure.details
            )
        case .cannotStart(let program, let reason):
            Failure("cannot start \(program): \(reason)")
        }
    }
}
