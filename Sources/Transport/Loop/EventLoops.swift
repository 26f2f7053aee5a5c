internal import NIOCore

/// The event loops of this process.
public enum EventLoops {
    /// Says how many there are to be, a thread each; without it, one a core.
    ///
    /// It counts only before the first connection.
    public static func suggest(count: Int) { NIOSingletons.groupLoopCountSuggestion = count }
}
