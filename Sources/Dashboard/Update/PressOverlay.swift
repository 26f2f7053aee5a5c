import Failures
import Operations
import Terminal

extension DashboardState {
    /// Takes a key for what lies above the page.
    mutating func press(_ key: KeyEvent, over overlay: Overlay) -> [Command] {
        switch overlay {
        case .help(let help):
            pressHelp(key, help)
            return []
        case .commandLine(let line):
            return press(key, line)
        case .traffic(let dialog):
            return press(key, dialog)
        case .rollout(let dialog):
            return press(key, dialog)
        case .question(let question):
            return press(key, question)
        }
    }

    private mutating func pressHelp(_ key: KeyEvent, _ help: HelpState) {
        var help = help
        switch key {
        case .escape where help.isSearching || !help.search.text.isEmpty:
            help = HelpState()
        case .enter where help.isSearching:
            help.isSearching = false
        case _ where help.isSearching:
            _ = help.search.receive(key)
            help.scroll = 0
        case .character("/"): help.isSearching = true
        case .character("j"), .down: help.scroll += 1
        case .control("d"), .pageDown, .character(" "): help.scroll += max(1, bodyRows / 2)
        case .character("k"), .up: help.scroll = max(0, help.scroll - 1)
        case .control("u"), .pageUp: help.scroll = max(0, help.scroll - max(1, bodyRows / 2))
        case .character("g"), .home: help.scroll = 0
        case .escape, .character("?"), .character("q"), .enter, .function(1):
            overlay = nil
            return
        default: break
        }
        overlay = .help(help)
    }

    private mutating func press(_ key: KeyEvent, _ line: CommandLine) -> [Command] {
        var line = line
        let candidates = line.candidates(in: self)
        switch key {
        case .escape:
            overlay = nil
            return []
        case .backspace where line.input.text.isEmpty:
            overlay = nil
            return []
        case .tab: line.complete(with: candidates)
        case .down: line.choose(1, of: candidates)
        case .up, .backTab: line.choose(-1, of: candidates)
        case .control("p"): line.recall(1, from: commandHistory)
        case .control("n"): line.recall(-1, from: commandHistory)
        case .enter:
            if let chosen = line.chosen { line.take(chosen, of: candidates) }
            guard !line.needsMore else { break }
            overlay = nil
            let text = line.input.text.trimmed
            if !text.isEmpty, commandHistory.last != text {
                commandHistory = Array((commandHistory + [text]).suffix(50))
            }
            return execute(text)
        default:
            line.chosen = nil
            _ = line.input.receive(key)
        }
        overlay = .commandLine(line)
        return []
    }

    /// Only `y` is yes: whoever presses Enter without reading has said no.
    private mutating func press(_ key: KeyEvent, _ question: Question) -> [Command] {
        var question = question
        switch key {
        case .character("y"), .character("Y"):
            overlay = nil
            // The world may have changed while the question stood.
            if let objection = objectionToChanges {
                notices.tell(objection, at: now)
                return []
            }
            return [question.command]
        case .character("j"), .down: question.scroll += 1
        case .character("k"), .up: question.scroll = max(0, question.scroll - 1)
        case .escape, .enter, .character("n"), .character("q"):
            overlay = nil
            tell(.remark, "nothing was changed")
            return []
        default: break
        }
        overlay = .question(question)
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

extension String {
    /// The text without blanks at its ends.
    var trimmed: String {
        let start = drop { $0 == " " }
        return String(start.reversed().drop { $0 == " " }.reversed())
    }
}
