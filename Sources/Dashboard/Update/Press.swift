import Operations
import Terminal

extension DashboardState {
    /// Takes a key, wherever it goes: to what lies above the page, to a line that is being typed, or
    /// to the page.
    mutating func press(_ key: KeyEvent) -> [Command] {
        let wasQuitAsked = isQuitAsked
        isQuitAsked = false
        if key == .control("z") { return [.suspend] }
        if key == .control("l") { return [.redraw] }
        if key == .control("c") { return interrupt(again: wasQuitAsked) }
        if let overlay { return press(key, over: overlay) }
        if isTyping { return type(key) }
        guard let action = keyTable.action(for: key) else {
            return isBenchTyping ? type(key) : []
        }
        return perform(action)
    }

    private mutating func interrupt(again: Bool) -> [Command] {
        if again { return [.quit] }
        isQuitAsked = true
        tell(.remark, "press Ctrl-c once more to quit")
        return []
    }

    /// Takes pasted text where something is being typed; elsewhere it would be a row of commands.
    mutating func paste(_ text: String) {
        switch overlay {
        case .commandLine(var line):
            line.input.insert(text)
            overlay = .commandLine(line)
            return
        case .help(var help) where help.isSearching:
            help.search.insert(text)
            overlay = .help(help)
            return
        case .help, .traffic, .question, .rollout:
            return
        case nil:
            break
        }
        switch page {
        case .bench where bench.isTyping: bench.input.insert(text)
        case .fleet where fleet.isFiltering: fleet.filter.insert(text)
        case .logs where logs.isSearching: logs.search.insert(text)
        case .document where document.isSearching: document.search.insert(text)
        default: tell(.remark, "pasted text is not taken here")
        }
    }

    private var isTyping: Bool {
        switch page {
        case .fleet: fleet.isFiltering
        case .logs: logs.isSearching
        case .document: document.isSearching
        default: false
        }
    }

    private var isBenchTyping: Bool {
        if case .bench = page { bench.isTyping } else { false }
    }

    private mutating func type(_ key: KeyEvent) -> [Command] {
        switch page {
        case .fleet:
            typeFilter(key)
        case .logs:
            typeLogSearch(key)
        case .document:
            typeDocumentSearch(key)
        case .bench:
            if bench.input.receive(key) {
                bench.completions = []
                bench.historyPlace = 0
            }
        default:
            break
        }
        return []
    }

    private mutating func typeFilter(_ key: KeyEvent) {
        switch key {
        case .escape:
            fleet.filter = TextInput()
            fleet.isFiltering = false
        case .enter, .up, .down:
            fleet.isFiltering = false
        default:
            _ = fleet.filter.receive(key)
        }
        arrange()
    }

    private mutating func typeLogSearch(_ key: KeyEvent) {
        switch key {
        case .escape:
            logs.search = TextInput()
            logs.isSearching = false
        case .enter:
            logs.isSearching = false
            if !logs.showsOnlyMatches, !logs.find(step: -1) {
                tell(.remark, "no line above holds “\(logs.search.text)”", hint: "n looks below")
            }
        default:
            _ = logs.search.receive(key)
        }
    }

    private mutating func typeDocumentSearch(_ key: KeyEvent) {
        switch key {
        case .escape:
            document.search = TextInput()
            document.isSearching = false
        case .enter:
            document.isSearching = false
            findInDocument(step: 1)
        default:
            _ = document.search.receive(key)
        }
    }
}
