/// What lies above the page and takes the keys.
enum Overlay: Sendable, Equatable {
    /// The keys of the page below it, scrolled by some lines.
    case help(scroll: Int)
    /// The line that takes commands.
    case commandLine(CommandLine)
    /// New traffic weights.
    case traffic(TrafficDialog)
    /// A rollout that is asked for.
    case rollout(RolloutDialog)
}
