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
}
