public import Failures
public import Operations
public import Terminal

/// What happened, as a value.
public enum Message: Sendable, Equatable {
    /// A key was pressed.
    case key(KeyEvent)
    /// The mouse did something.
    case mouse(MouseEvent)
    /// Text was pasted.
    case pasted(String)
    /// The terminal has another size.
    case resized(Size)
    /// Time went by, since the last message of this kind.
    case passed(Duration)
    /// The newest truth about the cluster.
    case snapshot(ClusterSnapshot)
    /// What a command has to tell while it runs.
    case reported(Report)
    /// A command was done.
    case finished(Command)
    /// A command could not be done.
    case failed(Command, Failure)
    /// Somebody asks the program to end, or the terminal has gone.
    case terminationRequested
}

extension Message {
    /// Whether it comes from the user, who waits for what it does.
    var isOfUser: Bool {
        switch self {
        case .key, .mouse, .pasted, .resized: true
        default: false
        }
    }
}

/// What a command has to tell while it runs.
public enum Report: Sendable, Equatable {
    /// Something that the user should be told.
    case notice(Notice)
    /// What a request of a rollout would do.
    case planned(RolloutRequest, RolloutOutlook)
    /// What came of a test request, so far or at the end.
    case answered(TestRequest, TestOutcome)
    /// A picture is ready to be shown.
    case picture(PictureDrawing)
    /// Lines were written to a log.
    case logLines(LogTarget, [LogLine])
    /// The events of a deployment as they are now, newest first.
    case events(DeploymentID, [EventLine])
    /// A text as it is now.
    case document(DocumentTarget, lines: [String])
    /// Paths that fit what was typed.
    case paths([String], typed: String)
    /// What was edited, checked and not yet written.
    case edited(EditProposal)
}
