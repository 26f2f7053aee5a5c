import Operations
import Terminal

extension DashboardState {
    /// Takes a key for what lies above the page.
    mutating func press(_ key: KeyEvent, over overlay: Overlay) -> [Command] {
        switch overlay {
        case .help(let scroll):
            pressHelp(key, scroll: scroll)
            return []
        case .commandLine(let line):
            return press(key, line)
        case .traffic(let dialog):
            return press(key, dialog)
        case .rollout(let dialog):
            return press(key, dialog)
        }
    }

    private mutating func pressHelp(_ key: KeyEvent, scroll: Int) {
        switch key {
        case .character("j"), .down, .control("d"), .pageDown: overlay = .help(scroll: scroll + 1)
        case .character("k"), .up, .control("u"), .pageUp:
            overlay = .help(scroll: max(0, scroll - 1))
        case .escape, .character("?"), .character("q"), .enter, .function(1): overlay = nil
        default: break
        }
    }

    private mutating func press(_ key: KeyEvent, _ line: CommandLine) -> [Command] {
        var line = line
        switch key {
        case .escape:
            overlay = nil
            return []
        case .backspace where line.input.text.isEmpty:
            overlay = nil
            return []
        case .tab:
            line.complete(with: line.candidates(in: snapshot, selected: subject))
        case .enter:
            overlay = nil
            return execute(line.input.text)
        default:
            _ = line.input.receive(key)
        }
        overlay = .commandLine(line)
        return []
    }

    private mutating func press(_ key: KeyEvent, _ dialog: TrafficDialog) -> [Command] {
        var dialog = dialog
        switch (key, dialog.isConfirming) {
        case (.escape, true):
            dialog.isConfirming = false
        case (.escape, false):
            overlay = nil
            return []
        case (.enter, true), (.character("y"), true):
            overlay = nil
            return apply(dialog)
        case (.character("n"), true):
            dialog.isConfirming = false
        case (_, true):
            break
        case (.enter, false):
            dialog.isConfirming = dialog.objection == nil
        case (.up, false), (.backTab, false), (.character("k"), false):
            dialog.move(by: -1)
        case (.down, false), (.tab, false), (.character("j"), false):
            dialog.move(by: 1)
        case (.character("+"), false), (.character("l"), false): dialog.nudge(by: 5)
        case (.character("-"), false), (.character("h"), false): dialog.nudge(by: -5)
        default: dialog.type(key)
        }
        overlay = .traffic(dialog)
        return []
    }

    private mutating func apply(_ dialog: TrafficDialog) -> [Command] {
        // The world may have changed while the question stood.
        if let objection = objectionToChanges {
            notices.tell(objection, at: now)
            return []
        }
        let command = Command.setTraffic(dialog.deployment, weights: dialog.weights)
        pending.removeAll { $0.deployment == dialog.deployment }
        pending.append(
            PendingChange(
                command: command,
                deployment: dialog.deployment,
                weights: dialog.weights,
                since: now
            )
        )
        tell(.remark, "sent: \(dialog.shellCommand)")
        return [command]
    }
}
