import Glibc
import Kubernetes
import Operations

/// Asks for the name of a deployment before what must be meant in production.
struct ProductionQuestion {
    private let connection: Connection

    init(_ connection: Connection) { self.connection = connection }

    /// The name that the user typed; `nil` where none is asked for, or nobody could answer.
    func typedName(before danger: DeploymentChange.Danger?) -> String? {
        let policy = connection.operations.policy
        guard policy.isProduction, let danger, policy.isUnlocked(at: connection.operations.now),
            isatty(STDIN_FILENO) == 1
        else { return nil }
        Output.remark(
            "\(connection.labels.context) is production, and \(danger.words)."
                + " Type the name of the deployment to go on:"
        )
        return readLine(strippingNewline: true)
    }
}
