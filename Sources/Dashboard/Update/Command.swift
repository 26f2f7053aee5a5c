public import Operations
import Terminal

/// What must now be done outside, as a value.
public enum Command: Sendable, Hashable {
    /// Sets the traffic weights of a deployment, in percent by predictor.
    case setTraffic(DeploymentID, weights: [String: Int])
    /// Asks what a request of a rollout would do; it comes as ``Report/planned(_:_:)``.
    case planRollout(RolloutRequest)
    /// Does what is asked of a rollout, with the name that was typed to say that it is meant.
    case carryOut(RolloutRequest, typedName: String?)
    /// Lets changes through on a production context for some minutes.
    case unlock(minutes: Int)
    /// Sends a test request; the answer comes as ``Report/answered(_:_:)``.
    case predict(TestRequest)
    /// Takes a test request through a graph node by node; the answer comes in the same way.
    case step(TestRequest)
    /// Tells a deployment how good an answer was, with the reward and whom it is for.
    case feedback(TestRequest, predictor: String?, reward: Double)
    /// Makes a picture ready to be shown; it comes as ``Report/picture(_:)``.
    case drawPicture(PictureRequest)
    /// Finds the paths that begin with what was typed; they come as ``Report/paths(_:typed:)``.
    case completePath(String)
    /// Reports what a page wants to hear of until it is cancelled.
    case follow(Subscription)
    /// Ends what ``follow(_:)`` began; done by the loop.
    case unfollow(Subscription)
    /// Watches the metrics of these deployments closely, and of no others.
    case watchClosely(Set<DeploymentID>)
    /// Looks at one namespace, or at all.
    case setScope(NamespaceScope)
    /// Has a deployment edited in the user's editor, to which the terminal is lent.
    case edit(DeploymentID)
    /// Writes what was edited.
    case submit(EditProposal)
    /// Deletes a pod.
    case deletePod(DeploymentID, pod: String)
    /// Opens a shell in a container, to which the terminal is lent.
    case shell(DeploymentID, pod: String, container: String)
    /// Writes lines to a file, under a name or, without one, a name that is made up.
    case save(lines: [String], path: String?, kind: String)
    /// Looks like another theme; done by the loop.
    case useTheme(String)
    /// Looks at the cluster of another context of the kubeconfig.
    case setContext(String)
    /// Takes a picture of the screen; done by the loop.
    case captureScreen
    /// Writes a picture of the screen to files.
    case saveCapture(ScreenCapture)
    /// Puts a text on the clipboard of the user's terminal; done by the loop.
    case copy(String)
    /// Calls the user to the screen with a word why, by the bell and, where it is wished for, by a
    /// notification; done by the loop.
    case alarm(String)
    /// Rings the bell; done by the loop.
    case ringBell
    /// Hears of the mouse from now on, or no more; done by the loop.
    case useMouse(Bool)
    /// Stops the program until the shell lets it go on; done by the loop.
    case suspend
    /// Draws everything again; done by the loop.
    case redraw
    /// Ends the program; done by the loop.
    case quit

    /// Whether another program has the terminal while it is performed.
    var needsTerminal: Bool {
        switch self {
        case .edit, .shell: true
        default: false
        }
    }
}

/// Something that a page wants to hear of as long as it is open.
public enum Subscription: Sendable, Hashable {
    /// The log lines of a deployment, a node or a pod.
    case logs(LogTarget)
    /// The events of a deployment.
    case events(DeploymentID)
    /// The YAML or the description of a deployment or a pod.
    case document(DocumentTarget)
    /// A port of this machine that leads to a pod; the page it was opened on need not stay.
    case forward(DeploymentID, pod: String)
}
