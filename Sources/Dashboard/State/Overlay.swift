import Terminal

/// What lies above the page and takes the keys.
enum Overlay: Sendable, Equatable {
    /// What is possible on the page below it.
    case help(HelpState)
    /// The line that takes commands.
    case commandLine(CommandLine)
    /// New traffic weights.
    case traffic(TrafficDialog)
    /// A rollout that is asked for.
    case rollout(RolloutDialog)
    /// A question that must be answered before something is done.
    case question(Question)
}

/// What is looked for in the help, and where one stands in it.
struct HelpState: Sendable, Equatable {
    /// How many lines are scrolled away at the top.
    var scroll = 0
    /// Words that a line must contain.
    var search = TextInput()
    /// Whether keys go to the search.
    var isSearching = false
}

/// A question that must be answered with `y` before a command is performed; anything else is no.
struct Question: Sendable, Equatable {
    /// What is asked, in a few words.
    var title: String
    /// What would happen.
    var lines: [String]
    /// What is done when the answer is yes.
    var command: Command
    /// How many lines are scrolled away at the top.
    var scroll = 0
}
