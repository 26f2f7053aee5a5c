public import Operations

/// What fills the screen; pages lie on each other, and Esc takes the uppermost away.
public enum Page: Sendable, Hashable {
    /// Every deployment in scope.
    case fleet
    /// The graphs of one deployment, with the node that keys act on.
    case graph(DeploymentID, selected: NodePath?)
    /// One node.
    case node(DeploymentID, NodePath)
    /// The predictors of a deployment against its main one.
    case comparison(DeploymentID)
    /// The logs of a deployment, a node or a pod.
    case logs(LogTarget)
    /// The events of a deployment.
    case events(DeploymentID)
    /// The YAML or the description of a deployment or a pod.
    case document(DocumentTarget)
    /// The pods of a deployment.
    case pods(DeploymentID)
    /// A test request and its answer.
    case bench(DeploymentID)
    /// Every notice there was.
    case messages
    /// What was done, as commands of a shell.
    case commands

    /// The deployment that it is about.
    var deployment: DeploymentID? {
        switch self {
        case .fleet, .messages, .commands: nil
        case .graph(let id, _), .node(let id, _), .events(let id), .bench(let id), .pods(let id),
            .comparison(let id):
            id
        case .logs(let target): target.deployment
        case .document(let target): target.deployment
        }
    }

    /// What it is called in the trail of pages.
    var title: String {
        switch self {
        case .fleet: "fleet"
        case .graph(let id, _): id.name
        case .node(_, let path): path.node
        case .logs(let target): "logs of \(target.title)"
        case .events(let id): "events of \(id.name)"
        case .comparison: "comparison"
        case .document(let target): target.title
        case .pods(let id): "pods of \(id.name)"
        case .bench(let id): "test of \(id.name)"
        case .messages: "messages"
        case .commands: "commands"
        }
    }
}
