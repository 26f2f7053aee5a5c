import Operations
import Terminal

extension DashboardState {
    /// Does what a key means on the page of commands.
    mutating func performOnCommands(_ action: Action) -> [Command] {
        guard action != .copy else {
            guard let entry = commandLog.selection, let command = entry.equivalents.last else {
                return []
            }
            tell(.done, "copied: \(command)", hint: "where the terminal takes it (OSC 52)")
            return [.copy(command)]
        }
        if let step = step(for: action, count: commandLog.entries.count) {
            commandLog.move(by: step)
        }
        return []
    }

    /// Why a key that changes the cluster is refused since a row moved under it, or `nil`.
    ///
    /// Whoever pressed it may have aimed at another row.
    var objectionToMovedRow: Notice? {
        let isList: Bool =
            switch page {
            case .fleet, .pods: true
            default: false
            }
        guard isList, let moved = fleet.movedAt,
            clock.elapsed(since: moved) < .milliseconds(300)
        else { return nil }
        return Notice(
            .trouble,
            "the rows moved as the key was pressed: nothing was done",
            hint: "look where the selection is, and press it again"
        )
    }
}
